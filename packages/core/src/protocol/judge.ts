import type { SoundOptions } from "../policy/read-options.ts";
import { allowedHeaders, allowedMethods } from "./allowed-names.ts";
import type { Header } from "./decision.ts";
import { type Asked, type Origin, type Outcome, PreparedOutcome } from "./outcome.ts";
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
const denied = (vary: readonly string[], isPreflight = false): Outcome =>
  new PreparedOutcome({ vary, isPreflight, denial: (origin) => (origin == null ? [] : ["origin", origin]) });

const DENIED_PREFLIGHT: Outcome = /* @__PURE__ */ denied(VARY_OPTIONS, true);
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
export function createJudge({ options, allows }: SoundOptions): Judge {
  const { credentials, exposedHeaders } = options;
  const allowsAny = options.origin === "*";
  const methods = allowedMethods(options.methods, credentials);
  const names = allowedHeaders(options.allowedHeaders, credentials);
  // With credentials a browser takes `*` for a name, so the response's own headers are listed, beside those that are named.
  const exposesAll = credentials && exposedHeaders.includes("*");
  const exposed = exposesAll ? exposedHeaders.filter((name) => name !== "*") : exposedHeaders;

  const always: Header[] = [];
  if (allowsAny) always.push(["access-control-allow-origin", "*"]);
  if (credentials) always.push(["access-control-allow-credentials", "true"]);

  const onPreflight = [...always];
  // Sent even if empty: without it the preflight of an upload lets any method through (#cors-preflight-fetch-0).
  if (!methods.echoes) onPreflight.push(["access-control-allow-methods", methods.constant]);
  if (!names.echoes && names.constant) onPreflight.push(["access-control-allow-headers", names.constant]);
  onPreflight.push(["access-control-max-age", String(options.maxAge)]);
  const afterPreflight = new PreparedOutcome({
    isPreflight: true,
    vary: VARY_OPTIONS,
    status: options.preflightStatus,
    repeatsOrigin: !allowsAny,
    headers: onPreflight,
    echo:
      methods.echoes || names.echoes
        ? (headers, asked) => {
            if (methods.echoes) headers.set("access-control-allow-methods", methods.echo(asked));
            const list = names.echoes && names.echo(asked);
            if (list) headers.set("access-control-allow-headers", list);
          }
        : undefined,
    denial: (_, asked) => methods.denial(asked) ?? names.denial(asked),
  });

  const onActual = [...always];
  if (exposed.length > 0) onActual.push(["access-control-expose-headers", exposed.join(", ")]);
  const afterActual = (vary: readonly string[], otherwise: Outcome): Answers => [
    new PreparedOutcome({
      vary,
      repeatsOrigin: !allowsAny,
      headers: onActual,
      exposesAll,
      exposed,
      denial: () => undefined,
    }),
    otherwise,
  ];
  const toPreflight: Answers = [afterPreflight, DENIED_PREFLIGHT];
  const toOptions = afterActual(VARY_OPTIONS, DENIED_OPTIONS);
  const toChosen = afterActual(VARY_ORIGIN, DENIED);
  const toOthers = allowsAny ? afterActual(VARY_NOTHING, DENIED) : toChosen;

  const later = (isAllowed: Promise<boolean>, answers: Answers): Promise<Outcome> =>
    isAllowed.then((settled) => answers[settled ? 0 : 1]);

  return (method, origin, asked, args, isChosen) => {
    // Its presence makes a preflight, even if it is empty (#cors-preflight-request).
    const isPreflight = origin != null && method === "OPTIONS" && asked.get("access-control-request-method") != null;
    const answers = isPreflight ? toPreflight : method === "OPTIONS" ? toOptions : isChosen ? toChosen : toOthers;
    const isAllowed = origin == null ? allowsAny : allows(origin, args);
    return typeof isAllowed === "boolean" ? answers[isAllowed ? 0 : 1] : later(isAllowed, answers);
  };
}
