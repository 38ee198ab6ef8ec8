import type { SoundOptions } from "../policy/read-options.ts";
import { allowedHeaders, allowedMethods } from "./allowed-names.ts";
import { type CorsDecision, type CorsRequest, Decision, type Header } from "./decision.ts";
import type { CorsPolicy } from "./define-policy.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";
import { varyFor } from "./vary.ts";

/** The headers that have a value. */
const compact = (...headers: readonly (readonly [name: string, value: string | false])[]): readonly Header[] =>
  headers.filter(([, value]) => value !== false) as Header[];

/** No page may read anything. */
const DENIED: Outcome = /* @__PURE__ */ outcomeOf({
  headers: [],
  denial: (origin) => (origin == null ? [] : ["origin", origin]),
});

/** The decision where nobody has been able to decide. */
export const denied = (request: CorsRequest): CorsDecision =>
  new Decision("actual", varyFor(request.method, true), DENIED, null, request.headers) as CorsDecision;

/** Says, for each request, what a policy answers: the server's side of the CORS protocol (#http-cors-protocol). */
export function createDecide({ options, allows }: SoundOptions): CorsPolicy["decide"] {
  const { credentials, exposedHeaders } = options;
  const allowsAny = options.origin === "*";
  const methods = allowedMethods(options.methods, credentials);
  const names = allowedHeaders(options.allowedHeaders, credentials);
  // With credentials a browser takes `*` for a name, so the response's own headers have to be listed.
  const exposesAll = credentials && exposedHeaders.includes("*");

  const always = compact(
    ["access-control-allow-origin", allowsAny && "*"],
    ["access-control-allow-credentials", credentials && "true"],
  );
  const setOrigin: NonNullable<Outcome["setVarying"]> = (headers, origin) => {
    headers.set("access-control-allow-origin", origin as string);
  };
  const afterPreflight = outcomeOf({
    headers: compact(
      ...always,
      // Sent even if empty: without it the preflight of an upload lets any method through (#cors-preflight-fetch-0).
      ["access-control-allow-methods", !methods.echoes && methods.constant],
      ["access-control-allow-headers", (!names.echoes && names.constant) || false],
      ["access-control-max-age", String(options.maxAge)],
    ),
    ...(!allowsAny && {
      setVarying(headers, origin, asked): void {
        setOrigin(headers, origin, asked);
        if (methods.echoes) headers.set("access-control-allow-methods", methods.echo(asked));
        const list = names.echoes && names.echo(asked);
        if (list) headers.set("access-control-allow-headers", list);
      },
    }),
    echoes: methods.echoes || names.echoes,
    status: options.preflightStatus,
    denial: (_, asked) => methods.denial(asked) ?? names.denial(asked),
  });
  const afterActual = outcomeOf({
    headers: compact(...always, [
      "access-control-expose-headers",
      !exposesAll && exposedHeaders.length > 0 && exposedHeaders.join(", "),
    ]),
    ...(!allowsAny && { setVarying: setOrigin }),
    exposesAll,
    denial: () => undefined,
  });

  const decided = (
    isAllowed: boolean,
    isSeen: boolean,
    isPreflight: boolean,
    vary: readonly string[],
    origin: string | null | undefined,
    asked: CorsRequest["headers"],
  ): CorsDecision => {
    const decision = new Decision(
      origin == null ? "not-cors" : isPreflight ? "preflight" : "actual",
      vary,
      isAllowed ? (isPreflight ? afterPreflight : afterActual) : DENIED,
      origin,
      asked,
    ) as CorsDecision;
    return isSeen ? Object.freeze(decision) : decision;
  };
  type Rest = Parameters<typeof decided> extends [boolean, ...infer R] ? R : never;
  const later = (isAllowed: Promise<boolean>, ...rest: Rest): Promise<CorsDecision> =>
    isAllowed.then((settled) => decided(settled, ...rest));

  return (request, args, isChosen = false) => {
    const { headers, method } = request;
    const origin = headers.get("origin");
    // Its presence makes a preflight, even if it is empty (#cors-preflight-request).
    const isPreflight = origin != null && method === "OPTIONS" && headers.get("access-control-request-method") != null;
    const vary = varyFor(method, isChosen || !allowsAny);
    const isAllowed = origin == null ? allowsAny : allows(origin, args ?? [request]);
    // Not for an adapter: freezing costs as much as deciding, and `createGate` does it before anybody sees the decision.
    const isSeen = !args;
    return typeof isAllowed === "boolean"
      ? decided(isAllowed, isSeen, isPreflight, vary, origin, headers)
      : later(isAllowed, isSeen, isPreflight, vary, origin, headers);
  };
}
