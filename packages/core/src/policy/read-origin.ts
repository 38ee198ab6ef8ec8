import { formatValue, isList, type Problem, type Report } from "./config-error.ts";
import type { NormalizedCorsOptions, OriginPredicate } from "./options.ts";
import { type OriginSafety, originDangers } from "./origin-danger.ts";
import { type EntryContext, originProblem } from "./origin-problem.ts";

/** Reads the option `origin`, and reports every problem with it. */
export function readOrigin(value: unknown, safety: OriginSafety, report: Report): NormalizedCorsOptions["origin"] {
  if (typeof value === "function") return value as OriginPredicate;
  const isInList = isList(value);
  const entries = isInList ? [...value] : value == null || isBlank(value) ? [] : [value];
  if (entries.length === 0) {
    const advice = `write origin: ["https://example.com"]${safety.credentials ? "" : ', or "*" for every origin'}`;
    const subject = isInList ? "an empty list" : formatValue(value);
    report("origin", value, { code: "missing-origin", subject, reason: "allows no origin", advice });
  }
  const unique = new Set(entries);
  entries.forEach((entry, index) => {
    for (const problem of entryProblems(entry, { safety, isInList, isAlone: unique.size === 1 })) {
      report(isInList ? `origin[${index}]` : "origin", entry, problem);
    }
  });
  return unique.has("*") ? "*" : Object.freeze([...unique] as string[]);
}

/** Returns the problems with one entry. Its dangers are included only if it is valid. */
function entryProblems(entry: unknown, context: EntryContext & { readonly isAlone: boolean }): readonly Problem[] {
  const { safety, isAlone } = context;
  const problem = originProblem(entry, context);
  if (problem) return [problem];
  if (entry !== "*" || isAlone) return originDangers(entry as string, safety);
  const advice = safety.credentials ? "leave it out" : 'leave it out, or write origin: "*"';
  return [{ code: "wildcard-origin-among-others", reason: "already allows every origin", advice }];
}

const isBlank = (value: unknown): boolean => typeof value === "string" && value.trim() === "";
