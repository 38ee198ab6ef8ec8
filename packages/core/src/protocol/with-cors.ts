import type { OriginOption } from "../policy/options.ts";
import { isThenable, passOn, settle } from "../policy/settle.ts";
import type { CorsDecision } from "./decision.ts";
import { gateOf } from "./gate.ts";
import type { Asked, Origin, Outcome } from "./outcome.ts";
import type { CorsPolicyArgument } from "./policy-argument.ts";
import { apply } from "./respond.ts";

/** What else happens around a request. All of them also get what the handler gets after the request. */
export interface CorsHooks<Args extends readonly unknown[] = [request: Request]> {
  /**
   * What becomes of an error: that of a handler, of a predicate or of a policy function.
   *
   * | value | means |
   * |---|---|
   * | `(error, request) => Response` | its response is the answer; it can be asynchronous, and what it throws is passed on |
   * | `"throw"` | the error is passed on, for a framework that handles it |
   *
   * Defaults to `console.error` and a plain 500. Either response carries the CORS headers that the handler's would have,
   * so that the page sees a 500 and not a CORS error.
   */
  readonly onError?: "throw" | ((error: unknown, ...args: Args) => Response | Promise<Response>) | undefined;
  /** Observes each decision, for logs and metrics. What it throws, or rejects with, is dropped. */
  readonly onDecision?: ((decision: CorsDecision, ...args: Args) => unknown) | undefined;
}

/** Answers a request; what comes after the request depends on the runtime. */
export type CorsHandler<R extends Request, Rest extends unknown[]> = (
  request: R,
  ...rest: Rest
) => Response | Promise<Response>;

/**
 * Puts a CORS policy in front of a handler.
 *
 * A CORS-preflight request is answered without calling the handler. Everything else reaches it, plain OPTIONS included,
 * and its response gets the headers that the policy has for the request. A synchronous handler stays synchronous.
 *
 * @param handler - Answers every request that is not a preflight. Where it throws, see `CorsHooks.onError`.
 * @param policy - A compiled policy, the options of one, or a function that chooses one. Left out altogether it is the
 * public policy `{ origin: "*" }`; given as `undefined` it throws, as an unset variable must never open a server.
 * @param hooks - What to do with errors, and who observes the decisions.
 * @returns A handler with the same parameters.
 * @throws {CorsConfigError} At once, where options cannot be used; with every problem in its `issues`.
 * @throws {TypeError} At once, where the handler is no function, or a hook is misspelt or none.
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
export function withCors<R extends Request, Rest extends unknown[]>(
  handler: CorsHandler<R, Rest>,
  ...given: readonly [policy?: unknown, hooks?: CorsHooks<[R, ...Rest]>]
): CorsHandler<R, Rest> {
  if (typeof handler !== "function") throw new TypeError("write withCors(handler, policy)");
  const { onError = internalServerError } = given[1] ?? {};
  const respondToError = onError === "throw" ? passOn : onError;
  const recover = (
    error: unknown,
    outcome: Outcome,
    origin: Origin,
    asked: Asked,
    args: [R, ...Rest],
  ): Response | Promise<Response> =>
    settle(
      () => respondToError(error, ...args),
      (response) => apply(outcome, response, origin, asked),
    );
  const later = (
    answer: PromiseLike<Response>,
    outcome: Outcome,
    origin: Origin,
    asked: Asked,
    args: [R, ...Rest],
  ): Promise<Response> =>
    Promise.resolve(answer)
      .then((response) => apply(outcome, response, origin, asked))
      .catch((error) => recover(error, outcome, origin, asked, args));
  const enter = gateOf<[R, ...Rest], Response, unknown>(
    given,
    (outcome, origin, asked, args, self) => {
      if (outcome.status) return outcome.respond(origin, asked);
      try {
        const response = handler.apply(self, args);
        // A getter named `then` can throw as well.
        return isThenable(response)
          ? later(response, outcome, origin, asked, args)
          : apply(outcome, response, origin, asked);
      } catch (error) {
        return recover(error, outcome, origin, asked, args);
      }
    },
    recover,
  );
  // It names the request: Deno passes no arguments to a function that has no parameters.
  return function (this: unknown, request, ...rest) {
    return enter(request, [request, ...rest], this);
  };
}

/**
 * What answers an error where nobody says otherwise: it is written to the console, and the client gets a plain 500.
 *
 * @param error - Goes to `console.error`, and not to the client.
 * @returns A new response; `withCors` puts the CORS headers on it.
 *
 * @example
 * ```ts
 * import { internalServerError, withCors } from "@fetch-cors/core";
 *
 * class NotFound extends Error {}
 * const handler = () => {
 *   throw new NotFound();
 * };
 * const fetch = withCors(handler, { origin: "https://app.example.com" }, {
 *   onError: (error) => (error instanceof NotFound ? new Response("Not Found", { status: 404 }) : internalServerError(error)),
 * });
 * (await fetch(new Request("https://api.example.com/"))).status; // → 404
 * ```
 */
export function internalServerError(error: unknown): Response {
  console.error(error);
  return new Response("Internal Server Error", { status: 500 });
}
