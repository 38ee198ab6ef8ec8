import type { OriginOption } from "../policy/options.ts";
import { passOn, settle } from "../policy/settle.ts";
import { denied } from "./decide.ts";
import type { CorsDecision } from "./decision.ts";
import { type CorsPolicyArgument, decideBy } from "./policy-argument.ts";
import { applyDecision, preflightResponse } from "./respond.ts";
import { varyFor } from "./vary.ts";

/** What else happens around a request. */
export interface CorsHooks<R extends Request = Request> {
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
  readonly onError?: "throw" | ((error: unknown, request: R) => Response | Promise<Response>) | undefined;
  /** Observes each decision, for logs and metrics. What it throws, or rejects with, is dropped. */
  readonly onDecision?: ((decision: CorsDecision, request: R) => unknown) | undefined;
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
export function withCors<R extends Request, Rest extends unknown[], const O extends OriginOption>(
  handler: CorsHandler<R, Rest>,
  policy: CorsPolicyArgument<R, O>,
  hooks?: CorsHooks<R>,
): CorsHandler<R, Rest>;
export function withCors<R extends Request, Rest extends unknown[]>(
  handler: CorsHandler<R, Rest>,
  ...given: readonly [policy?: unknown, hooks?: CorsHooks<R>]
): CorsHandler<R, Rest> {
  // Not a default parameter: that would take an explicit `undefined` for left out.
  const [policy, { onDecision = nothing, onError = internalServerError } = {}] =
    given.length > 0 ? given : [{ origin: "*" }];
  const decide = decideBy(policy as CorsPolicyArgument<R>);
  const respondToError = onError === "throw" ? passOn : onError;

  return function (this: unknown, ...args) {
    const [request] = args;
    const recover = (error: unknown, decision: CorsDecision): Response | Promise<Response> =>
      settle(
        () => respondToError(error, request),
        (response) => applyDecision(decision, response),
      );
    return settle(
      () => decide(request),
      (decision) => {
        // An observer never changes the answer.
        settle(() => onDecision(decision, request), nothing, nothing);
        if (decision.kind === "preflight") return preflightResponse(decision);
        return settle(
          () => handler.apply(this, args),
          (response) => applyDecision(decision, response),
          (error) => recover(error, decision),
        );
      },
      // Nobody has allowed the origin, so nobody gets to read the error.
      (error) => recover(error, denied("actual", varyFor(request.method, true))),
    );
  };
}

function nothing(): void {}

function internalServerError(error: unknown): Response {
  console.error(error);
  return new Response("Internal Server Error", { status: 500 });
}
