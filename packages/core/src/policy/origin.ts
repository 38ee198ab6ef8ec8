import { isPlausibleOrigin } from "../fetch-standard/serialized-origin.ts";
import { isList, LEAVE_IT_OUT, type Problem, type Report } from "./config-error.ts";
import type { NormalizedCorsOptions, OriginPredicate } from "./options.ts";
import { isInsecureOrigin, originProblem, WRITE_AN_ORIGIN } from "./origin-flaws.ts";
import { coverageOf } from "./origin-patterns.ts";
import { settle } from "./settle.ts";

/** Whom a policy allows. */
export interface AllowedOrigins {
  /** As the policy's normalized options show it. */
  readonly option: NormalizedCorsOptions["origin"];
  /** Answers with a promise only where a predicate does. */
  readonly allows: (origin: string, args: readonly unknown[]) => boolean | Promise<boolean>;
}

/** What the other options say about origins. */
type OriginSafety = Pick<NormalizedCorsOptions, "credentials" | "dangerouslyAllowInsecureOrigins" | "isPublicSuffix">;

/** Reads the option `origin`, and reports everything that is wrong with it. */
export function readOrigin(value: unknown, safety: OriginSafety, report: Report): AllowedOrigins {
  if (typeof value === "function") return fromPredicate(value as OriginPredicate);
  const entries = isList(value) ? [...value] : value == null || (value as string).trim?.() === "" ? [] : [value];
  if (entries.length === 0) {
    report("origin", value, "missing-origin", 'write origin: ["https://example.com"], or "*" for all');
  }
  const sound = new Set(entries);
  const isAlone = sound.size === 1;
  entries.forEach((entry, index) => {
    const path = isList(value) ? `origin[${index}]` : "origin";
    const problem = entryProblem(entry, isAlone);
    if (problem) {
      report(path, entry, ...problem);
      // What is read on has to be strings.
      sound.delete(entry);
    } else if (safety.credentials) {
      reportDangers(path, entry as string, safety, report);
    }
  });
  return sound.has("*") ? { option: "*", allows: () => true } : fromList(sound as Set<string>);
}

const fromList = (entries: ReadonlySet<string>): AllowedOrigins => ({
  option: Object.freeze([...entries]),
  allows: coverageOf(entries),
});

function entryProblem(entry: unknown, isAlone: boolean): Problem | undefined {
  if (entry instanceof RegExp) return ["regexp-origin", WRITE_AN_ORIGIN];
  if (typeof entry !== "string") return ["invalid-type", WRITE_AN_ORIGIN];
  if (entry === "null") return ["null-origin", LEAVE_IT_OUT];
  if (entry !== "*") return originProblem(entry);
  return isAlone ? undefined : ["wildcard-origin-among-others", "write it alone"];
}

/** Every allowed origin can act in the name of the server's users, so nobody else may get hold of one. */
function reportDangers(path: string, entry: string, safety: OriginSafety, report: Report): void {
  const domain = /\*\.([^:]+)/.exec(entry)?.[1];
  const dangers: readonly (readonly [isPresent: unknown, code: Problem[0]])[] = [
    [entry === "*", "wildcard-origin-with-credentials"],
    [isInsecureOrigin(entry) && !safety.dangerouslyAllowInsecureOrigins, "insecure-origin-with-credentials"],
    [domain && safety.isPublicSuffix(domain), "public-suffix-with-credentials"],
  ];
  for (const [isPresent, code] of dangers) {
    if (isPresent) report(path, entry, code, 'write each "https" origin that you trust, or leave out credentials');
  }
}

function fromPredicate(predicate: OriginPredicate): AllowedOrigins {
  return {
    option: predicate,
    allows: (origin, args) =>
      origin !== "null" &&
      isPlausibleOrigin(origin) &&
      settle<unknown, boolean>(
        () => predicate(origin, ...(args as [Request])),
        // What is merely truthy, like what a search has found, is no permission.
        (answer) => answer === true,
      ),
  };
}
