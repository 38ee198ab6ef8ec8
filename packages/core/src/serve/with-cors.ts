import { type CorsDecision, isPreflightDecision } from "../decide/decision.ts";
import { callThen, isThenable, rethrow } from "../policy/call-then.ts";
import type { OriginOption } from "../policy/options.ts";
import { applyDecision, applyToCopy, looksImmutable, preflightResponse } from "./apply-decision.ts";
import { createDecideRequest } from "./decide-request.ts";
import type { CorsHooks } from "./hooks.ts";
import { internalServerError } from "./internal-server-error.ts";
import type { CorsPolicyArgument } from "./policy-argument.ts";

/** Answers a request. The runtime decides which arguments come after the request. */
export type CorsHandler<R extends Request, Rest extends unknown[]> = (
  request: R,
  ...rest: Rest
) => Response | Promise<Response>;

/**
 * Puts a CORS policy in front of a handler.
 *
 * A CORS-preflight request is answered without calling the handler. Every other request reaches it, including plain OPTIONS
 * requests, and the policy's headers are applied to its response. A synchronous handler stays synchronous.
 *
 * @param handler - Answers every request that is not a preflight. For its errors, see `CorsHooks.onError`.
 * @param policy - A compiled policy, options, or a function that returns a policy. If it is left out, the policy is public:
 * `{ origin: "*" }`. An explicit `undefined` throws, because an unset variable must never open a server.
 * @param hooks - Handle errors and observe decisions.
 * @returns A handler with the same parameters.
 * @throws {CorsConfigError} At once, with every problem of the options in its `issues`.
 * @throws {TypeError} At once, if the handler is not a function, or a hook is misspelt or not a function.
 *
 * @example
 * ```ts
 * import { withCors } from "@fetch-cors/core";
 *
 * const fetch = withCors(() => new Response("hello"), { origin: "https://app.example.com" });
 *
 * const headers = { Origin: "https://app.example.com" };
 * const response = await fetch(new Request("https://api.example.com/", { headers }));
 * response.headers.get("Access-Control-Allow-Origin"); // → "https://app.example.com"
 * ```
 *
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export function withCors<R extends Request, Rest extends unknown[]>(
  handler: CorsHandler<R, Rest>,
): CorsHandler<R, Rest>;
export function withCors<R extends Request, Rest extends unknown[], const O extends OriginOption<[R, ...Rest]>>(
  handler: CorsHandler<R, Rest>,
  policy: CorsPolicyArgument<[R, ...Rest], O>,
  hooks?: CorsHooks<[R, ...Rest]>,
): CorsHandler<R, Rest>;
export function withCors(handler: AnyHandler, ...policyAndHooks: readonly unknown[]): AnyHandler {
  return wrapHandler(handler, policyAndHooks);
}

type AnyArguments = [request: Request, ...rest: unknown[]];
type AnyHandler = CorsHandler<Request, unknown[]>;

/**
 * `withCors` for adapters, which know the types of the policy and the hooks only at run time.
 *
 * @param policyAndHooks - All arguments after the handler.
 */
export function wrapHandler(handler: AnyHandler, policyAndHooks: readonly unknown[]): AnyHandler {
  if (typeof handler !== "function")
    throw new TypeError("the handler is not a function; write withCors(handler, policy)");
  const decide = createDecideRequest<AnyArguments>(policyAndHooks);
  const { onError = internalServerError } = (policyAndHooks[1] ?? {}) as CorsHooks<AnyArguments>;
  const answerError = onError === "throw" ? rethrow : onError;

  // If the previous response had to be copied, the next one is copied at once if it looks immutable too. A failed change is slow.
  let lastWasImmutable = false;
  const apply = (decision: CorsDecision, response: Response): Response => {
    const applied =
      lastWasImmutable && looksImmutable(response)
        ? applyToCopy(decision, response)
        : applyDecision(decision, response);
    lastWasImmutable = applied !== response;
    return applied;
  };
  const respondToError = (error: unknown, decision: CorsDecision, args: AnyArguments): Response | Promise<Response> =>
    callThen(
      () => answerError(error, ...args),
      (response) => apply(decision, response),
    );
  const applyLater = (response: PromiseLike<Response>, decision: CorsDecision, args: AnyArguments): Promise<Response> =>
    Promise.resolve(response)
      .then((resolved) => apply(decision, resolved))
      .catch((error) => respondToError(error, decision, args));

  const respond = (decision: CorsDecision, args: AnyArguments, self: unknown): Response | Promise<Response> => {
    if ("error" in decision) return respondToError(decision.error, decision, args);
    if (isPreflightDecision(decision)) return preflightResponse(decision);
    try {
      const response = handler.apply(self, args);
      return isThenable(response) ? applyLater(response, decision, args) : apply(decision, response);
    } catch (error) {
      return respondToError(error, decision, args);
    }
  };

  // The request is a named parameter, because Deno passes no arguments to a function without parameters.
  return function (this: unknown, request, ...rest) {
    const args: AnyArguments = [request, ...rest];
    const decision = decide(request, args);
    return decision instanceof Promise
      ? decision.then((decided) => respond(decided, args, this))
      : respond(decision, args, this);
  };
}
