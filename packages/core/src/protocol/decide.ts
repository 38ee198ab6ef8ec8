import type { SoundOptions } from "../policy/read-options.ts";
import { settle } from "../policy/settle.ts";
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

  // There is one: it is what makes a preflight.
  const methodIn = (asked: CorsRequest["headers"]): string => asked.get("access-control-request-method") as string;
  const namesIn = (asked: CorsRequest["headers"]): string => asked.get("access-control-request-headers") ?? "";
  const always = compact(
    ["Access-Control-Allow-Origin", allowsAny && "*"],
    ["Access-Control-Allow-Credentials", credentials && "true"],
  );
  const setOrigin: NonNullable<Outcome["setVarying"]> = (headers, origin) => {
    headers.set("Access-Control-Allow-Origin", origin as string);
  };
  const afterPreflight = outcomeOf({
    headers: compact(
      ...always,
      // Sent even if empty: without it the preflight of an upload lets any method through (#cors-preflight-fetch-0).
      ["Access-Control-Allow-Methods", !methods.echoes && methods.value("")],
      ["Access-Control-Allow-Headers", (!names.echoes && names.value("")) || false],
      ["Access-Control-Max-Age", String(options.maxAge)],
    ),
    ...(!allowsAny && {
      setVarying(headers, origin, asked): void {
        setOrigin(headers, origin, asked);
        if (methods.echoes) headers.set("Access-Control-Allow-Methods", methods.value(methodIn(asked)));
        const list = names.echoes && names.value(namesIn(asked));
        if (list) headers.set("Access-Control-Allow-Headers", list);
      },
    }),
    echoes: methods.echoes || names.echoes,
    status: options.preflightStatus,
    denial: (_, asked) => methods.denial(methodIn(asked)) ?? names.denial(namesIn(asked)),
  });
  const afterActual = outcomeOf({
    headers: compact(...always, [
      "Access-Control-Expose-Headers",
      !exposesAll && exposedHeaders.length > 0 && exposedHeaders.join(", "),
    ]),
    ...(!allowsAny && { setVarying: setOrigin }),
    exposesAll,
    denial: () => undefined,
  });

  const decided = (
    isAllowed: boolean,
    isPreflight: boolean,
    vary: readonly string[],
    origin: string | null | undefined,
    asked: CorsRequest["headers"],
  ): CorsDecision =>
    new Decision(
      origin == null ? "not-cors" : isPreflight ? "preflight" : "actual",
      vary,
      isAllowed ? (isPreflight ? afterPreflight : afterActual) : DENIED,
      origin,
      asked,
    ) as CorsDecision;
  type Rest = [
    isPreflight: boolean,
    vary: readonly string[],
    origin: string | null | undefined,
    asked: CorsRequest["headers"],
  ];
  const later = (isAllowed: Promise<boolean>, ...rest: Rest): Promise<CorsDecision> =>
    isAllowed.then((settled) => decided(settled, ...rest));

  return (request, args, isChosen = false) => {
    const { headers, method } = request;
    const origin = headers.get("origin");
    // Its presence makes a preflight, even if it is empty (#cors-preflight-request).
    const isPreflight = origin != null && method === "OPTIONS" && headers.get("access-control-request-method") != null;
    const vary = varyFor(method, isChosen || !allowsAny);
    const isAllowed = origin == null ? allowsAny : allows(origin, args ?? [request]);
    const decision =
      typeof isAllowed === "boolean"
        ? decided(isAllowed, isPreflight, vary, origin, headers)
        : later(isAllowed, isPreflight, vary, origin, headers);
    // Not for an adapter: freezing costs as much as deciding, and `createGate` does it before anybody sees the decision.
    return args
      ? decision
      : settle(
          () => decision,
          (settled): CorsDecision => Object.freeze(settled),
        );
  };
}
