/** The reasons why a policy cannot be exported. `docs/export.md` explains each. */
export type ExportIssueCode =
  | "policy-function"
  | "predicate"
  | "missing-options"
  | "unsafe-origin"
  | "unsafe-name"
  | "out-of-range"
  | "exposes-all-names"
  | "unknown-status"
  | "invalid-option";

/** One reason why a policy cannot be exported. */
export interface ExportIssue {
  /** The kind of reason; stable across releases. */
  readonly code: ExportIssueCode;
  /** The path in the policy, such as `origin[2]`, or in the export options, such as `options.name`. */
  readonly path: string;
  /** The value at this path. */
  readonly value: unknown;
  /** The problem, and what to write instead. */
  readonly message: string;
}

/** The most issues in the message of the error. `issues` contains all of them. */
const MESSAGE_ISSUES = 20;

/**
 * Thrown if a server cannot apply the policy exactly. It lists every reason. The export never writes a weaker rule
 * instead.
 *
 * @example
 * ```ts
 * import { definePolicy, ExportError, toNginx } from "@fetch-cors/export";
 *
 * try {
 *   toNginx(definePolicy({ origin: (origin) => origin.endsWith(".example"), exposedHeaders: ["X-$a"] }));
 * } catch (error) {
 *   if (!(error instanceof ExportError)) throw error;
 *   error.code; // → "ERR_CORS_EXPORT"
 *   error.issues.map((issue) => issue.code); // → ["predicate", "unsafe-name"]
 * }
 * ```
 */
export class ExportError extends Error {
  override readonly name: "ExportError" = "ExportError";
  /** Stable across releases and copies of this library; `instanceof` is not. */
  readonly code: "ERR_CORS_EXPORT" = "ERR_CORS_EXPORT";
  /** Every reason. */
  declare readonly issues: readonly ExportIssue[];

  /** @param target - The server for which the policy was exported, such as `"nginx"`; none for `describePolicy`. */
  constructor(issues: readonly ExportIssue[], target?: string) {
    const lines = issues.slice(0, MESSAGE_ISSUES).map(({ path, message }) => `\n- ${path}: ${message}`);
    const others = issues.length - lines.length;
    const where = target ? ` to ${target}` : "";
    super(`Cannot export the CORS policy${where}:${lines.join("")}${others > 0 ? `\n- and ${others} more` : ""}`);
    this.issues = issues;
  }
}

/** Records a reason. The export continues, so that it finds all of them. */
export type Refuse = (code: ExportIssueCode, path: string, value: unknown, message: string) => void;

/**
 * Runs `read`, and throws an error with every reason that it recorded.
 *
 * @throws {ExportError}
 */
export function refusing<T>(target: string | undefined, read: (refuse: Refuse) => T): T {
  const issues: ExportIssue[] = [];
  const result = read((code, path, value, message) => {
    issues.push({ code, path, value, message });
  });
  if (issues.length > 0) throw new ExportError(issues, target);
  return result;
}
