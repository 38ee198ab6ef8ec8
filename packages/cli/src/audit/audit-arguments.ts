import { parseArguments } from "../parse-arguments.ts";
import { readUrl } from "../read-url.ts";
import { FORMATS, type Format } from "../report/format-report.ts";
import type { TransportOptions } from "../transport/create-transport.ts";
import { readTransportOptions, TRANSPORT_OPTIONS } from "../transport/options.ts";
import { UsageError } from "../usage-error.ts";
import { SEVERITIES, type Severity } from "./finding.ts";

/** The arguments of `audit`. */
export interface AuditArguments {
  readonly urls: readonly string[];
  readonly trusted: readonly string[];
  readonly cookie: string | undefined;
  readonly send: boolean;
  /** Requests per second. Without a value, the default depends on whether the host is the local machine. */
  readonly rate: number | undefined;
  /** In seconds. */
  readonly maxWait: number;
  readonly failOn: Severity;
  readonly baseline: string | undefined;
  readonly updateBaseline: boolean;
  readonly poc: string | undefined;
  readonly format: Format;
  readonly output: string | undefined;
  readonly sarifLocation: string | undefined;
  readonly yes: boolean;
  readonly transport: TransportOptions;
}

const OPTIONS = {
  trusted: { type: "string", multiple: true },
  cookie: { type: "string" },
  send: { type: "boolean" },
  rate: { type: "string" },
  "max-wait": { type: "string" },
  "fail-on": { type: "string" },
  baseline: { type: "string" },
  "update-baseline": { type: "boolean" },
  poc: { type: "string" },
  format: { type: "string" },
  json: { type: "boolean" },
  output: { type: "string" },
  "sarif-location": { type: "string" },
  yes: { type: "boolean", short: "y" },
  ...TRANSPORT_OPTIONS,
} as const;

function readOrigin(text: string): string {
  if (URL.canParse(text)) {
    const { protocol, host } = new URL(text);
    const origin = `${protocol}//${host}`;
    if (origin === text && !host.includes("*")) return text;
    if (host !== "" && !host.includes("*")) {
      throw new UsageError(`--trusted: ${JSON.stringify(text)} is not an origin; write ${origin}`);
    }
  }
  throw new UsageError(`--trusted: ${JSON.stringify(text)} is not an origin; write one like https://app.example.com`);
}

function readNumber(option: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (text.trim() === "" || !Number.isFinite(number) || number <= 0) {
    throw new UsageError(`--${option}: ${JSON.stringify(text)} is not a number above 0`);
  }
  return number;
}

function readChoice<Choice extends string>(option: string, text: string, choices: readonly Choice[]): Choice {
  const found = choices.find((choice) => choice === text);
  if (found === undefined) {
    throw new UsageError(`--${option}: ${JSON.stringify(text)} is unknown; write ${choices.join(", ")}`);
  }
  return found;
}

/**
 * Reads the arguments of `audit`.
 *
 * @throws {UsageError} For the first argument that cannot be used.
 */
export function readAuditArguments(args: readonly string[]): AuditArguments {
  const { values, positionals } = parseArguments(args, OPTIONS);
  if (positionals.length === 0) throw new UsageError("There is no URL; write one like https://api.example.com/users");
  if (values["update-baseline"] && values.baseline === undefined) {
    throw new UsageError("--update-baseline needs --baseline FILE");
  }
  const format = values.json ? "json" : readChoice("format", values.format ?? "text", FORMATS);
  return {
    urls: [...new Set(positionals.map(readUrl))],
    trusted: (values.trusted ?? []).map(readOrigin),
    cookie: values.cookie,
    send: values.send ?? false,
    rate: readNumber("rate", values.rate),
    maxWait: readNumber("max-wait", values["max-wait"]) ?? 30,
    failOn: readChoice("fail-on", values["fail-on"] ?? "low", SEVERITIES),
    baseline: values.baseline,
    updateBaseline: values["update-baseline"] ?? false,
    poc: values.poc,
    format,
    output: values.output,
    sarifLocation: values["sarif-location"],
    yes: values.yes ?? false,
    transport: readTransportOptions(values),
  };
}
