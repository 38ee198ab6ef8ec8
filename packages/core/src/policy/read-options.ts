import { CorsConfigError, type CorsConfigIssue, issue, type Problem, type Report } from "./config-error.ts";
import { type NameReader, readMethod, readNames, readRequestHeader, readResponseHeader } from "./names.ts";
import type { NormalizedCorsOptions } from "./options.ts";
import { type AllowedOrigins, readOrigin } from "./origin.ts";
import { isKnownPublicSuffix } from "./public-suffixes.ts";
import { unknownOption } from "./unknown-option.ts";

type Options = Record<string, unknown> & Omit<NormalizedCorsOptions, "origin">;

/** What an option is when it is left out. */
const DEFAULTS: Options = {
  credentials: false,
  methods: ["GET", "HEAD", "PUT", "PATCH", "POST", "DELETE"],
  allowedHeaders: ["*", "Authorization"],
  exposedHeaders: [],
  maxAge: 600,
  preflightStatus: 204,
  dangerouslyAllowInsecureOrigins: false,
  isPublicSuffix: isKnownPublicSuffix,
};

/** A policy's options, read and found sound. */
export interface SoundOptions {
  readonly options: NormalizedCorsOptions;
  readonly allows: AllowedOrigins["allows"];
}

/**
 * Reads what the operator wrote, once: what is changed in it later does not matter.
 *
 * @throws {CorsConfigError} With every problem in it.
 */
export function readOptions(written: unknown): SoundOptions {
  const issues: CorsConfigIssue[] = [];
  const report: Report = (...problem) => issues.push(issue(...problem));
  // What is no object has no options, so its origin is missing.
  const given = { ...(Object(written) === written && (written as object)) } as Options;
  for (const [name, fallback] of Object.entries(DEFAULTS)) {
    const value = given[name];
    const isSound = typeof fallback === "object" || typeof value === typeof fallback;
    if (value !== undefined && !isSound) report(name, value, "invalid-type", `write a ${typeof fallback}`);
    if (value === undefined || !isSound) given[name] = fallback;
  }
  const checkRange = (code: Problem[0], name: "maxAge" | "preflightStatus", least: number, most: number): void => {
    const value = given[name];
    if (!(value >= least && value <= most && value % 1 === 0)) {
      report(name, value, code, `write a whole number from ${least} to ${most}`);
    }
  };
  checkRange("max-age-out-of-range", "maxAge", 0, 86_400);
  checkRange("preflight-status-out-of-range", "preflightStatus", 200, 299);
  // What is left out need not be read: that would take 0.2 ms when a process starts.
  const namesOf = (name: "methods" | "allowedHeaders" | "exposedHeaders", read: NameReader): readonly string[] =>
    Object.freeze(given[name] === DEFAULTS[name] ? given[name] : readNames(name, given[name], read, report));
  const { option: origin, allows } = readOrigin(given.origin, given, report);
  const options: NormalizedCorsOptions = Object.freeze({
    ...given,
    origin,
    methods: namesOf("methods", readMethod),
    allowedHeaders: namesOf("allowedHeaders", readRequestHeader),
    exposedHeaders: namesOf("exposedHeaders", readResponseHeader),
  });
  const known = ["origin", ...Object.keys(DEFAULTS)];
  for (const [name, value] of Object.entries(given)) {
    if (!known.includes(name)) report(name, value, ...unknownOption(name, known));
  }
  if (issues.length > 0) throw new CorsConfigError(issues);
  return { options, allows };
}
