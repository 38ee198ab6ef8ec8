import { CorsConfigError, type CorsConfigIssue, type Problem, type Report, show } from "./config-error.ts";
import { type NameReader, readMethod, readNames, readRequestHeader, readResponseHeader } from "./names.ts";
import type { NormalizedCorsOptions } from "./options.ts";
import { readOrigin } from "./origin.ts";
import { isKnownPublicSuffix } from "./public-suffixes.ts";
import { unknownOption } from "./unknown-option.ts";

/** What an option is when it is left out, how each name in a list is read, and what range a number has. */
type Rule = readonly [fallback: unknown, rule: NameReader | Problem[0], least: number, most: number];

/** In the order in which they are read: the origin depends on what stands above it. */
const RULES: Readonly<Record<keyof NormalizedCorsOptions, Partial<Rule>>> = {
  credentials: [false],
  maxAge: [600, "max-age-out-of-range", 0, 86_400],
  preflightStatus: [204, "preflight-status-out-of-range", 200, 299],
  dangerouslyAllowInsecureOrigins: [false],
  isPublicSuffix: [isKnownPublicSuffix],
  origin: [],
  methods: [["GET", "HEAD", "PUT", "PATCH", "POST", "DELETE"], readMethod],
  allowedHeaders: [["*", "Authorization"], readRequestHeader],
  exposedHeaders: [[], readResponseHeader],
};

/**
 * Reads what the operator wrote, once: what is changed in it later does not matter.
 *
 * @throws {CorsConfigError} With every problem in it.
 */
export function readOptions(written: unknown): NormalizedCorsOptions {
  const issues: CorsConfigIssue[] = [];
  const report: Report = (path, value, code, advice, flaw = `(${code.replaceAll("-", " ")})`) => {
    issues.push({ code, path, value, message: `${show(value)} ${flaw}; ${advice}` });
  };
  // What is no object has no options, so its origin is missing.
  const given = { ...(Object(written) === written && (written as object)) } as Record<string, unknown>;
  const options = {} as Record<string, unknown> & Omit<NormalizedCorsOptions, "origin">;
  for (const [name, [fallback, rule, least, most]] of Object.entries(RULES) as [string, Rule][]) {
    const value = given[name] as number;
    delete given[name];
    options[name] = Object.freeze(fallback);
    if (name === "origin") options[name] = readOrigin(value, options, report);
    // What is left out need not be read: that would take 0.2 ms when a process starts.
    else if (value === undefined) continue;
    else if (typeof rule === "function") options[name] = readNames(name, value, rule, report);
    else if (typeof value !== typeof fallback) report(name, value, "invalid-type", `write a ${typeof fallback}`);
    else if (rule && !(value >= least && value <= most && value % 1 === 0)) {
      report(name, value, rule, `write a whole number from ${least} to ${most}`);
    } else options[name] = value;
  }
  // What is left of it.
  for (const [name, value] of Object.entries(given)) {
    report(name, value, ...unknownOption(name, Object.keys(RULES)));
  }
  if (issues.length > 0) throw new CorsConfigError(issues);
  return Object.freeze(options as typeof options & NormalizedCorsOptions);
}
