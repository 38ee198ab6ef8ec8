/** An entry of the list of origins that covers several of them: `https://*.example.com`, `http://localhost:*`. */
export interface OriginPattern {
  /** As it is written in the policy. */
  readonly source: string;
  /** Without `://`. */
  readonly scheme: string;
  /** Whether the pattern covers the subdomains of `host`, and not `host` itself. */
  readonly subdomains: boolean;
  readonly host: string;
  /** `"*"` for every port, or the number; empty for the default port alone. */
  readonly port: string;
}

/** Characters that mean the same in every configuration language: nothing in an origin can end a string or name a variable. */
const SAFE_ORIGIN = /^([a-z][a-z0-9+.-]*):\/\/(\*\.)?([a-z0-9._-]+|\[[0-9a-f:.]+\])(?::(\*|[0-9]+))?$/;

/** Reads an entry of the list; `undefined` if it has a character that some server could take for syntax. */
export function readSafeOrigin(entry: string): OriginPattern | undefined {
  // WebViews and Electron send this one, which has no host.
  if (entry === "file://") return { source: entry, scheme: "file", subdomains: false, host: "", port: "" };
  const [, scheme, subdomains, host, port = ""] = SAFE_ORIGIN.exec(entry) ?? [];
  if (scheme === undefined || host === undefined) return undefined;
  return { source: entry, scheme, subdomains: subdomains !== undefined, host, port };
}
