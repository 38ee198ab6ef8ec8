/** The mistakes of `mistaken_server.py`, by the name that it has for them. */
export interface PythonMistake {
  readonly mistake: string;
  readonly finds: string;
}

export const PYTHON_MISTAKES: readonly PythonMistake[] = [
  { mistake: "every origin", finds: "shares origin" },
  { mistake: "null", finds: "shares origin" },
  { mistake: "suffix", finds: "shares origin" },
  { mistake: "re.match", finds: "shares origin" },
  { mistake: "fnmatch", finds: "shares origin" },
  { mistake: "split on the colon", finds: "shares origin" },
  { mistake: "no ports", finds: "blocks missing-allow-origin" },
  { mistake: "wildcard", finds: "blocks wildcard-with-credentials" },
  { mistake: "a list of origins", finds: "blocks multiple-allow-origin" },
  { mistake: "two lines", finds: "blocks multiple-allow-origin" },
  { mistake: "credentials 1", finds: "blocks credentials-not-true" },
  { mistake: "no DELETE", finds: "blocks method-not-allowed" },
  { mistake: "a minute", finds: "preflight-lifetime shorter" },
  { mistake: "no Vary", finds: "cached blocks missing-allow-origin" },
  { mistake: "Vary on success only", finds: "cached blocks missing-allow-origin" },
  { mistake: "an exception in DELETE", finds: "blocks missing-allow-origin" },
  { mistake: "send_error", finds: "blocks missing-allow-origin" },
  { mistake: "no do_OPTIONS", finds: "blocks missing-allow-origin" },
  { mistake: "closes", finds: "blocks network-error" },
  { mistake: "404 for a preflight", finds: "blocks preflight-status" },
];
