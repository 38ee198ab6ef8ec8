import { listElements } from "../fetch-standard/token.ts";
import type { NormalizedCorsOptions } from "../policy/options.ts";
import type { AllowsOrigin } from "../policy/origin.ts";
import { allowedNames } from "./allowed-names.ts";
import type { Header } from "./decision.ts";
import { type Asked, type Echo, type Ending, type Origin, type Outcome, PreparedOutcome } from "./outcome.ts";
import { VARY_NOTHING, VARY_OPTIONS, VARY_ORIGIN } from "./vary.ts";

/** Says how a policy answers a request. It throws what a predicate throws, and gives a promise only where one does. */
export type Judge = (
  method: string,
  origin: Origin,
  asked: Asked,
  /** What a predicate gets after the origin. */
  args: readonly unknown[],
  /** Whether the policy was chosen by the request, so that even `origin: "*"` varies by `Origin`. Defaults to `false`. */
  isChosen?: boolean,
) => Outcome | Promise<Outcome>;

/** What is answered to one sort of requests: to those from an allowed origin, and to the others. */
type Answers = readonly [allowed: Outcome, denied: Outcome];

/** No page may read anything. */
const denied = (vary: readonly string[], status?: number): Outcome =>
  new PreparedOutcome({ vary, status, denial: (origin) => (origin == null ? [] : ["origin", origin]) });

const DENIED_PREFLIGHT: Outcome = /* @__PURE__ */ denied(VARY_OPTIONS, 403);
const DENIED_OPTIONS: Outcome = /* @__PURE__ */ denied(VARY_OPTIONS);
const DENIED: Outcome = /* @__PURE__ */ denied(VARY_ORIGIN);

/** The outcome where nobody has been able to decide. */
export const undecided = (method: string): Outcome => (method === "OPTIONS" ? DENIED_OPTIONS : DENIED);

/**
 * Prepares all that a policy can answer: the server's side of the CORS protocol (#http-cors-protocol).
 *
 * `Vary` has to be the same for the allowed, the denied and the Origin-less request: else a shared cache hands one origin's
 * answer to another (#cors-protocol-and-http-caches).
 */
export function createJudge(options: NormalizedCorsOptions, allows: AllowsOrigin): Judge {
  const { credentials, exposedHeaders } = options;
  const allowsAny = options.origin === "*";
  const methods = allowedNames("method", "access-control-request-method", options.methods, credentials, (method) => [
    method,
  ]);
  const names = allowedNames(
    "header",
    "access-control-request-headers",
    options.allowedHeaders,
    credentials,
    (list) => listElements(list.toLowerCase()),
    // The CORS non-wildcard request-header name (#cors-non-wildcard-request-header-name).
    "authorization",
  );
  // With credentials a browser takes `*` for a name, so the response's own headers are listed, beside those that are named.
  const exposesAll = credentials && exposedHeaders.includes("*");
  const exposed = exposesAll ? exposedHeaders.filter((name) => name !== "*") : exposedHeaders;

  // Never both: they cannot go together.
  const always: readonly Header[] = allowsAny
    ? [["access-control-allow-origin", "*"]]
    : credentials
      ? [["access-control-allow-credentials", "true"]]
      : [];
  const answersTo = (vary: readonly string[], otherwise: Outcome, ending: Partial<Ending>): Answers => [
    new PreparedOutcome({ vary, repeatsOrigin: !allowsAny, ...ending }),
    otherwise,
  ];
  const toPreflight = answersTo(VARY_OPTIONS, DENIED_PREFLIGHT, {
    status: options.preflightStatus,
    headers: [...always, ...methods.constant, ...names.constant, ["access-control-max-age", String(options.maxAge)]],
    echo: inTurn(methods.echo, names.echo),
    denial: (_, asked) => methods.denial(asked) ?? names.denial(asked),
  });
  const actual = {
    headers: exposed.length > 0 ? [...always, ["access-control-expose-headers", exposed.join(", ")] as const] : always,
    exposesAll,
    exposed,
  };
  const toOptions = answersTo(VARY_OPTIONS, DENIED_OPTIONS, actual);
  const toChosen = answersTo(VARY_ORIGIN, DENIED, actual);
  const toOthers = allowsAny ? answersTo(VARY_NOTHING, DENIED, actual) : toChosen;

  const later = (isAllowed: Promise<boolean>, answers: Answers): Promise<Outcome> =>
    isAllowed.then((settled) => answers[settled ? 0 : 1]);

  return (method, origin, asked, args, isChosen) => {
    // Its presence makes a preflight, even if it is empty (#cors-preflight-request).
    const isPreflight = origin != null && method === "OPTIONS" && asked.get("access-control-request-method") != null;
    const answers = isPreflight ? toPreflight : method === "OPTIONS" ? toOptions : isChosen ? toChosen : toOthers;
    const isAllowed = allowsAny || (origin != null && allows(origin, args));
    return typeof isAllowed === "boolean" ? answers[isAllowed ? 0 : 1] : later(isAllowed, answers);
  };
}

/** One function for two, where there are two. */
const inTurn = (first?: Echo, second?: Echo): Echo | undefined =>
  first && second ? (asked) => [...first(asked), ...second(asked)] : (first ?? second);
