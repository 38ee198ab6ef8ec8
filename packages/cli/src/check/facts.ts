import type { OriginAnswer } from "../denial.ts";
import { elementsOf, valuesOf } from "../header-lines.ts";
import { isSafelistedMethod } from "../safelisted-method.ts";
import { answeredBy } from "./answered-by.ts";
import type { EngineExchange } from "./evaluate.ts";

/** The facts that a sentence needs. */
export interface Facts extends OriginAnswer {
  /** The method that a preflight requests. */
  readonly method: string;
  /** The header names that a preflight requests. */
  readonly names: readonly string[];
  /** "nginx/1.22.1 responds to the preflight". */
  readonly answers: string;
}

/** The value of a header, its lines joined; `undefined` if there is none. */
export const headerOf = ({ lines }: Facts, name: string): string | undefined => {
  const values = valuesOf(lines, name.toLowerCase());
  return values.length > 0 ? values.join(", ") : undefined;
};

/** The facts about the last exchange, which an engine blocks; `undefined` if there is none. */
export function factsOf(exchanges: readonly EngineExchange[], pageOrigin: string): Facts | undefined {
  const last = exchanges.at(-1);
  if (!last) return undefined;
  const { exchange, answer } = last;
  const { kind, request } = exchange;
  const isLater = request.url !== exchanges[0]?.exchange.request.url;
  const lines = answer?.headers ?? [];
  const [program = "The server"] = answeredBy(lines).programs;
  const isPreflight = kind === "preflight";
  const what = `${isPreflight ? "the preflight" : "the request"}${isLater ? ` to ${request.url}` : ""}`;
  return {
    // After a redirect between two origins that are not the page's, the request has an opaque origin.
    origin: request.headers.get("Origin") ?? pageOrigin,
    isPreflight,
    status: answer?.status ?? 0,
    method: request.headers.get("Access-Control-Request-Method") ?? request.method,
    names: (request.headers.get("Access-Control-Request-Headers") ?? "").split(",").filter(Boolean),
    lines,
    answers: `${program} responds to ${what}`,
  };
}

/** The method that a preflight requests, unless every server allows it. */
export const unsafeMethod = ({ method }: Facts): string | undefined =>
  isSafelistedMethod(method) ? undefined : method;

/** The requested header names that `Access-Control-Allow-Headers` does not contain. */
export function missingNames(facts: Facts): readonly string[] {
  const allowed = elementsOf(facts.lines, "access-control-allow-headers");
  return facts.names.filter((name) => !allowed.includes(name));
}

/** Whether a preflight response has a list of methods without the requested one. */
export function refusedMethod(facts: Facts): boolean {
  // Methods are case-sensitive.
  const allowed = headerOf(facts, "Access-Control-Allow-Methods")
    ?.split(",")
    .map((name) => name.trim());
  const method = unsafeMethod(facts);
  return allowed !== undefined && method !== undefined && !allowed.includes(method) && !allowed.includes("*");
}

/** Whether a preflight response has a list of header names without a requested one. */
export function refusedNames(facts: Facts): boolean {
  const listed = headerOf(facts, "Access-Control-Allow-Headers");
  return (
    listed !== undefined &&
    !elementsOf(facts.lines, "access-control-allow-headers").includes("*") &&
    missingNames(facts).length > 0
  );
}
