/** The kinds of problems in a configuration. Each has a section in `docs/errors.md`. */
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
  /** The kind of problem; stable across releases. */
  readonly code: CorsConfigIssueCode;
  /** The place of the value, like `origin[2]` or `maxAge`. */
  readonly path: string;
  /** The refused value. */
  readonly value: unknown;
  /** A sentence that says what is wrong and what to write instead. */
  readonly message: string;
}

/** How many issues the error message lists; `issues` has all of them. */
const LISTED_ISSUES = 20;

/**
 * Thrown for a configuration that cannot be used, with every problem in it.
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
  /** Stable across releases and across copies of this library, for which `instanceof` fails. */
  readonly code: "ERR_CORS_CONFIG" = "ERR_CORS_CONFIG";
  /** Every problem. */
  declare readonly issues: readonly CorsConfigIssue[];

  constructor(issues: readonly CorsConfigIssue[]) {
    const lines = issues.map(({ path, message }) => `\n- ${path}: ${message}`);
    const others = lines.splice(LISTED_ISSUES).length;
    super(`Invalid CORS policy:${lines.join("")}${others ? `\n- and ${others} more` : ""}`);
    this.issues = issues;
  }
}

/** A value that is refused: the kind of problem, what is wrong with the value, and what to write instead. */
export interface Problem {
  readonly code: CorsConfigIssueCode;
  /** Starts the message. Defaults to the value, as `show` writes it. */
  readonly subject?: string;
  /** Follows the value in the message: "ends with a slash". */
  readonly reason: string;
  /** Ends the message: `write "https://example.com"`. */
  readonly advice: string;
}

/** Adds an issue to the error that is thrown once all options are read. */
export type Report = (path: string, value: unknown, problem: Problem) => void;

/** The issue for a value that is refused. */
export const issueOf = (path: string, value: unknown, problem: Problem): CorsConfigIssue => ({
  code: problem.code,
  path,
  value,
  message: `${problem.subject ?? show(value)} ${problem.reason}; ${problem.advice}`,
});

/** A value as a message shows it: as it is written in code if that is short, otherwise by its type. */
export function show(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (Array.isArray(value)) return value.length > 0 ? "[…]" : "[]";
  if (value instanceof RegExp) return String(value);
  return Object(value) === value ? `this ${typeof value}` : String(value);
}

/** Whether a value is an iterable of entries; a string is one entry. */
export const isList = (value: unknown): value is Iterable<unknown> =>
  typeof value !== "string" &&
  typeof (value as Partial<Iterable<unknown>> | null | undefined)?.[Symbol.iterator] === "function";

export const LEAVE_IT_OUT = "leave it out";

/** `write "a"`, or `write "a", "b"` for several entries of a list. */
export const writeEntries = (entries: readonly string[]): string =>
  entries.length > 0 ? `write ${entries.map((entry) => JSON.stringify(entry)).join(", ")}` : LEAVE_IT_OUT;

/** `write ["a","b"]`, for an option whose value is a list. */
export const writeList = (entries: readonly string[]): string => `write ${JSON.stringify(entries)}`;
