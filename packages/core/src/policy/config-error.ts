/** What can be wrong with a configuration. Each has a section in `docs/errors.md`. */
export type CorsConfigIssueCode =
  | "missing-origin"
  | "invalid-origin"
  | "invalid-origin-pattern"
  | "null-origin"
  | "regexp-origin"
  | "wildcard-origin-with-credentials"
  | "wildcard-origin-among-others"
  | "insecure-origin-with-credentials"
  | "public-suffix-with-credentials"
  | "invalid-method"
  | "method-case"
  | "forbidden-method"
  | "invalid-header-name"
  | "forbidden-header-name"
  | "misplaced-header-name"
  | "max-age-out-of-range"
  | "preflight-status-out-of-range"
  | "unknown-option"
  | "invalid-type";

/** One problem in a configuration. */
export interface CorsConfigIssue {
  /** What kind of problem it is; stable across releases. */
  readonly code: CorsConfigIssueCode;
  /** Where it is, like `origin[2]` or `maxAge`. */
  readonly path: string;
  /** What stands there. */
  readonly value: unknown;
  /** What is wrong, and what to write instead. */
  readonly message: string;
}

/** How many issues the error's own message holds; `issues` has them all. */
const MESSAGE_ISSUES = 20;

/**
 * Thrown where a policy is written down, with every problem in it at once.
 *
 * @example
 * ```ts
 * import { CorsConfigError, definePolicy } from "@fetch-cors/core";
 *
 * try {
 *   definePolicy({ origin: ["https://example.com/" as string], maxAge: -1 });
 * } catch (error) {
 *   if (!(error instanceof CorsConfigError)) throw error;
 *   error.code; // → "ERR_CORS_CONFIG"
 *   error.issues.map((issue) => issue.path); // → ["maxAge", "origin[0]"]
 *   error.issues[1]?.message; // → '"https://example.com/" ends with a slash; write "https://example.com"'
 * }
 * ```
 */
export class CorsConfigError extends Error {
  override readonly name: "CorsConfigError" = "CorsConfigError";
  /** Stable across releases and copies of this library, where `instanceof` is not. */
  readonly code: "ERR_CORS_CONFIG" = "ERR_CORS_CONFIG";
  /** Every problem. */
  declare readonly issues: readonly CorsConfigIssue[];

  constructor(issues: readonly CorsConfigIssue[]) {
    const lines = issues.map(({ path, message }) => `\n- ${path}: ${message}`);
    const others = lines.splice(MESSAGE_ISSUES).length;
    super(`Invalid CORS policy:${lines.join("")}${others ? `\n- and ${others} more` : ""}`);
    this.issues = issues;
  }
}

/** What is wrong with a value: the code, what to write instead, and the flaw, where words say it better than the code. */
export type Problem = readonly [code: CorsConfigIssueCode, advice: string, flaw?: string | undefined];

/** Notes a problem; the configuration is read on, so that all of them are found. */
export type Report = (path: string, value: unknown, ...problem: Problem) => void;

/** A value as a message shows it: as it is written in code where that is short, else by its type. */
export function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return value.length > 0 ? "[…]" : "[]";
  return Object(value) === value && !(value instanceof RegExp) ? typeof value : String(value);
}

/** Whether a value is an iterable of entries; a string is one entry. */
export const isList = (value: unknown): value is Iterable<unknown> =>
  typeof value !== "string" && !!(value as Partial<Iterable<unknown>> | undefined)?.[Symbol.iterator];

export const LEAVE_IT_OUT = "leave it out";

/** What stands between the entries of a list that is one string. */
export const SEPARATOR: RegExp = /[\s,;]/;

const entriesOf = (text: string): readonly string[] => text.split(SEPARATOR).filter(Boolean);

/** What to write instead of one string for a list. */
export const writeAsList = (text: string): string => `write ${JSON.stringify(entriesOf(text))}`;

/** What to write instead of an entry with separators in it: a list, or what is left without them, if anything. */
export function writeApart(text: string): string {
  const [first, other] = entriesOf(text);
  return other ? writeAsList(text) : first && first !== text ? `write "${first}"` : LEAVE_IT_OUT;
}
