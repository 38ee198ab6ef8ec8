import { type CorsDecision, isPreflightDecision } from "../decide/decision.ts";
import { callThen, isThenable, rethrow } from "../policy/call-then.ts";
import type { OriginOption } from "../policy/options.ts";
import { applyDecision, applyToCopy, looksImmutable, preflightResponse } from "./apply-decision.ts";
import { type CorsPolicyArgument, createDecider } from "./decider.ts";
import { type CorsHooks, internalServerError } from "./hooks.ts";

/** Responds to a request. The runtime determines the arguments after the request. */
export type CorsHandler<R extends Request, Rest extends unknown[]> = (
  request: R,
  ...rest: Rest
) => Response | Promise<Response>;

/**
 * Puts a CORS policy in front of a handler.
 *
 * The returned function responds to a CORS-preflight request without calling the handler. It calls the handler for
 * every other request, including an OPTIONS request that is not a preflight, and sets the policy's headers on the
 * response. It returns a promise only if the handler, a predicate, a policy function or `onError` returns one.
 *
 * @param handler - Responds to every request that is not a preflight. `CorsHooks.onError` handles its errors.
 * @param policy - A compiled policy, options, or a policy function, which returns a policy for each request. If it is
 * omitted, the policy is public: `{ origin: "*" }`. An explicit `undefined` throws, because an unset variable must
 * never allow every origin.
 * @param hooks - Handle errors and observe decisions.
 * @returns A handler with the same parameters.
 * @throws {CorsConfigError} If the options are invalid. Its `issues` contain every problem.
 * @throws {TypeError} If the handler is not a function, or if a hook is misspelled or not a function.
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
 * `withCors` for adapters, which do not know the types of the policy and the hooks until run time.
 *
 * The returned function first decides about a request. It then responds to a preflight with `preflightResponse`. For
 * any other request, it calls the handler, and passes the response to `applyDecision`. If a predicate or a policy
 * function failed, `onError` responds instead, also to a preflight.
 *
 * @param policyAndHooks - The arguments after the handler: the policy and the hooks, if any.
 */
export function wrapHandler(handler: AnyHandler, policyAndHooks: readonly unknown[]): AnyHandler {
  if (typeof handler !== "function")
    throw new TypeError("the handler is not a function; write withCors(handler, policy)");
  const decide = createDecider<AnyArguments>(policyAndHooks);
  const { onError = internalServerError } = (policyAndHooks[1] ?? {}) as CorsHooks<AnyArguments>;
  const handleError = onError === "throw" ? rethrow : onError;

  // Whether the previous response was copied. An attempt to change immutable headers throws, which is slow. After one
  // copy, the next response that looks immutable is therefore copied without trying. Keeping this flag is safe, because
  // it affects only whether a response is copied.
  let copiedLast = false;
  const apply = (decision: CorsDecision, response: Response): Response => {
    const applied =
      copiedLast && looksImmutable(response) ? applyToCopy(decision, response) : applyDecision(decision, response);
    copiedLast = applied !== response;
    return applied;
  };
  const respondToError = (error: unknown, decision: CorsDecision, args: AnyArguments): Response | Promise<Response> =>
    callThen(
      () => handleError(error, ...args),
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
