import type { SoundOptions } from "../policy/read-options.ts";
import { settle } from "../policy/settle.ts";
import { allowedHeaders, allowedMethods } from "./allowed-names.ts";
import { type CorsDecision, Decision, type Denial, type Header } from "./decision.ts";
import type { CorsPolicy } from "./define-policy.ts";
import { varyFor } from "./vary.ts";

/** The headers that have a value. */
const compact = (...headers: readonly (readonly [name: string, value: string | false])[]): readonly Header[] =>
  Object.freeze(headers.filter(([, value]) => value !== false).map(Object.freeze)) as readonly Header[];

/** A decision that lets no page read anything. */
export const denied = (kind: CorsDecision["kind"], vary: readonly string[], origin?: string | null): CorsDecision =>
  new Decision(kind, vary, () => (origin == null ? [] : ["origin", origin])) as CorsDecision;

/** Says, for each request, what a policy answers: the server's side of the CORS protocol (#http-cors-protocol). */
export function createDecide({ options, allows }: SoundOptions): CorsPolicy["decide"] {
  const { credentials, exposedHeaders } = options;
  const allowsAny = options.origin === "*";
  const methods = allowedMethods(options.methods, credentials);
  const names = allowedHeaders(options.allowedHeaders, credentials);
  // With credentials a browser takes `*` for a name, so the response's own headers have to be listed.
  const exposesAll = credentials && exposedHeaders.includes("*");

  const allowCredentials = ["Access-Control-Allow-Credentials", credentials && "true"] as const;
  const afterPreflight = (requestedMethod: string, requestedHeaders: string): readonly Header[] =>
    compact(
      allowCredentials,
      // Sent even if empty: without it the preflight of an upload lets any method through (#cors-preflight-fetch-0).
      ["Access-Control-Allow-Methods", methods.value(requestedMethod)],
      ["Access-Control-Allow-Headers", names.value(requestedHeaders) || false],
      ["Access-Control-Max-Age", String(options.maxAge)],
    );
  const constantAfterPreflight = methods.echoes || names.echoes ? undefined : afterPreflight("", "");
  const afterActual = compact(allowCredentials, [
    "Access-Control-Expose-Headers",
    !exposesAll && exposedHeaders.length > 0 && exposedHeaders.join(", "),
  ]);
  const granted = (origin: string, rest: readonly Header[]): readonly Header[] =>
    Object.freeze([Object.freeze(["Access-Control-Allow-Origin", allowsAny ? "*" : origin] as const), ...rest]);

  return (request, isChosen) => {
    const { headers } = request;
    const origin = headers.get("origin");
    // Its presence makes a preflight, even if it is empty (#cors-preflight-request).
    const method = request.method === "OPTIONS" ? headers.get("access-control-request-method") : undefined;
    const kind = origin == null ? "not-cors" : method == null ? "actual" : "preflight";
    const vary = varyFor(request.method, isChosen || !allowsAny);

    const decided = (isAllowed: boolean): CorsDecision => {
      if (!isAllowed) return denied(kind, vary, origin);
      if (origin == null || method == null) {
        return new Decision(
          kind,
          vary,
          () => undefined,
          granted(origin ?? "", afterActual),
          exposesAll,
        ) as CorsDecision;
      }
      const requested = (): string => headers.get("access-control-request-headers") ?? "";
      const denial = (): Denial | undefined => methods.denial(method) ?? names.denial(requested());
      const answer = granted(origin, constantAfterPreflight ?? afterPreflight(method, requested()));
      return new Decision(kind, vary, denial, answer, false, options.preflightStatus) as CorsDecision;
    };
    return settle(() => (origin == null ? allowsAny : allows(origin, request as Request)), decided);
  };
}
