/** The kinds of problems that options can have. Each has a section in `docs/errors.md`. */
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

/** One problem with the options of a policy. */
export interface CorsConfigIssue {
  /** The kind of problem; stable across releases. */
  readonly code: CorsConfigIssueCode;
  /** The path of the value in the options, such as `origin[2]` or `maxAge`. */
  readonly path: string;
  /** The rejected value. */
  readonly value: unknown;
  /** Describes the problem with the value, and how to fix it. */
  readonly message: string;
}

/** The number of issues that the error message lists. `issues` contains all of them. */
const MAX_LISTED_ISSUES = 20;

/**
 * The error for options that cannot be used. It contains every problem with them.
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
  /**
   * Identifies the error in every release. `instanceof` fails for an error from another copy of this library; this code
   * does not.
   */
  readonly code: "ERR_CORS_CONFIG" = "ERR_CORS_CONFIG";
  /** Every problem with the options. */
  declare readonly issues: readonly CorsConfigIssue[];

  constructor(issues: readonly CorsConfigIssue[]) {
    const lines = issues.map(({ path, message }) => `\n- ${path}: ${message}`);
    const others = lines.splice(MAX_LISTED_ISSUES).length;
    super(`Invalid CORS policy:${lines.join("")}${others ? `\n- and ${others} more` : ""}`);
    this.issues = issues;
  }
}

/** The problem with a rejected value: its kind, and the parts of the message. `issueOf` turns it into an issue. */
export interface Problem {
  readonly code: CorsConfigIssueCode;
  /** The start of the message. Defaults to the value, as `formatValue` formats it. */
  readonly subject?: string;
  /** The middle of the message, after the subject: `ends with a slash`. */
  readonly reason: string;
  /** The end of the message: `write "https://example.com"`. */
  readonly advice: string;
}

/** Adds a problem to the error that is thrown after all options are read. */
export type Report = (path: string, value: unknown, problem: Problem) => void;

/** Creates the issue for a rejected value. */
export const issueOf = (path: string, value: unknown, problem: Problem): CorsConfigIssue => ({
  code: problem.code,
  path,
  value,
  message: `${problem.subject ?? formatValue(value)} ${problem.reason}; ${problem.advice}`,
});

/**
 * Formats a value for a message: a primitive or a regular expression as in source code, an array in abbreviated form,
 * and any other object by its type.
 */
export function formatValue(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return value.length > 0 ? "[…]" : "[]";
  if (value instanceof RegExp) return String(value);
  return Object(value) === value ? `this ${typeof value}` : String(value);
}

/** Whether a value is a list of entries: any iterable except a string, which is a single entry. */
export const isList = (value: unknown): value is Iterable<unknown> =>
  typeof value !== "string" &&
  typeof (value as Partial<Iterable<unknown>> | null | undefined)?.[Symbol.iterator] === "function";

export const LEAVE_IT_OUT = "leave it out";

/** Formats the advice to write list entries: `write "a"`, or `write "a", "b"` if there are several. */
export const writeEntries = (entries: readonly string[]): string =>
  entries.length > 0 ? `write ${entries.map((entry) => JSON.stringify(entry)).join(", ")}` : LEAVE_IT_OUT;

/** Formats the advice to write a whole list: `write ["a","b"]`. */
export const writeList = (entries: readonly string[]): string => `write ${JSON.stringify(entries)}`;
