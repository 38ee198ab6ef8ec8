import { isPlausibleOrigin } from "../fetch-standard/serialized-origin.ts";
import { isList, type Report } from "./config-error.ts";
import type { NormalizedCorsOptions, OriginPredicate } from "./options.ts";
import { isInsecureOrigin, originProblem } from "./origin-flaws.ts";
import { coverageOf } from "./origin-patterns.ts";
import { settle } from "./settle.ts";

/** What the other options say about origins. */
type OriginSafety = Pick<NormalizedCorsOptions, "credentials" | "dangerouslyAllowInsecureOrigins" | "isPublicSuffix">;

/** Reads the option `origin`, and reports everything that is wrong with it. */
export function readOrigin(value: unknown, safety: OriginSafety, report: Report): NormalizedCorsOptions["origin"] {
  if (typeof value === "function") return value as OriginPredicate;
  const entries = isList(value) ? [...value] : value == null || (value as string).trim?.() === "" ? [] : [value];
  if (entries.length === 0) {
    report("origin", value, "missing-origin", 'write origin: ["https://example.com"], or "*" for all');
  }
  const unique = new Set(entries);
  entries.forEach((entry, index) => {
    const path = isList(value) ? `origin[${index}]` : "origin";
    const problem = originProblem(entry, unique.size === 1);
    if (problem) report(path, entry, ...problem);
    else if (safety.credentials) reportDangers(path, entry as string, safety, report);
  });
  return unique.has("*") ? "*" : Object.freeze([...unique] as string[]);
}

/** Every allowed origin can act in the name of the server's users, so nobody else may get hold of one. */
function reportDangers(path: string, entry: string, safety: OriginSafety, report: Report): void {
  const domain = /\*\.([^:]+)/.exec(entry)?.[1];
  const dangers = [
    entry === "*" && "wildcard-origin",
    isInsecureOrigin(entry) && !safety.dangerouslyAllowInsecureOrigins && "insecure-origin",
    domain && safety.isPublicSuffix(domain) && "public-suffix",
  ] as const;
  const advice = 'write each "https" origin that you trust, or leave out credentials';
  for (const danger of dangers) if (danger) report(path, entry, `${danger}-with-credentials`, advice);
}

/** Whom a policy allows; the answer is a promise only where that of a predicate is. */
export type AllowsOrigin = (origin: string, args: readonly unknown[]) => boolean | Promise<boolean>;

/** Prepares to tell whom a sound option allows, but for `"*"`, where nobody need ask. */
export function allowsOriginBy(option: NormalizedCorsOptions["origin"]): AllowsOrigin {
  if (typeof option !== "function") return coverageOf(option);
  return (origin, args) =>
    origin !== "null" &&
    isPlausibleOrigin(origin) &&
    settle<unknown, boolean>(
      () => option(origin, ...(args as [Request])),
      // What is merely truthy, like what a search has found, is no permission.
      (answer) => answer === true,
    );
}
