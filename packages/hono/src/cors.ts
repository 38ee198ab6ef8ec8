import {
  applyDecision,
  type CorsDecision,
  type CorsHooks,
  type CorsPolicyArgument,
  createGate,
  type OriginOption,
} from "@fetch-cors/core";
import type { Context, Env, MiddlewareHandler, Next } from "hono";
import type { StatusCode } from "hono/utils/http-status";
import { applyToContext, applyToErrorResponse, replaceResponse } from "./context-response.ts";

/** What predicates, policy functions and hooks get: the request, and Hono's context of it. */
type Args<E extends Env> = [request: Request, c: Context<E>];

/**
 * Middleware that puts a CORS policy in front of what is registered after it.
 *
 * Register it with `app.use`, before any other middleware: on a single `app.get` it never sees a preflight, and after
 * authentication its preflights are refused. Errors stay Hono's: `app.onError` answers, and its response carries the CORS
 * headers. What is thrown and is no `Error` gets there as the `cause` of one. Where a predicate or a policy function
 * fails, `app.onError` answers without a CORS header.
 *
 * One exception: where nothing but this middleware matches the path, Hono sends the response of `app.onError` past it. Made
 * by `c.text` and the like it has the policy's headers, but what `app.onError` sets of CORS headers itself goes out, and a
 * plain `new Response` has no others. `hooks.onError` has no such exception.
 *
 * @param policy - A compiled policy, the options of one, or a function that chooses one; a predicate and a function get
 * Hono's context after the request. Left out altogether it is the public policy `{ origin: "*" }`; given as `undefined`
 * it throws, as an unset variable must never open a server.
 * @param hooks - Who observes the decisions, and what to do with errors: with a function for `onError` its response
 * goes out instead of that of `app.onError`, which has run by then; with `"throw"` what is no `Error` goes on to the
 * runtime. Defaults to `app.onError` for all of them.
 * @returns Middleware for an app of any type. Where TypeScript is to know the type of the context, name it:
 * `cors<AppEnv>({ origin: (origin, request, c) => … })`. A literal origin is then checked only by the call.
 * @throws {CorsConfigError} At once, where options cannot be used; with every problem in its `issues`.
 *
 * @example
 * ```ts
 * import { cors } from "@fetch-cors/hono";
 * import { Hono } from "hono";
 *
 * const app = new Hono();
 * app.use("/api/*", cors({ origin: "https://app.example.com" }));
 * app.get("/api/users", (c) => c.json(["ada"]));
 *
 * const response = await app.request("/api/users", { headers: { Origin: "https://app.example.com" } });
 * response.headers.get("Access-Control-Allow-Origin"); // → "https://app.example.com"
 * ```
 *
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
// biome-ignore lint/suspicious/noExplicitAny: it fits an app of any type, as Hono's own middleware does
export function cors<E extends Env = any>(): MiddlewareHandler<E>;
// biome-ignore lint/suspicious/noExplicitAny: as above
export function cors<E extends Env = any, const O extends OriginOption<Args<E>> = OriginOption<Args<E>>>(
  policy: CorsPolicyArgument<Args<E>, O>,
  hooks?: CorsHooks<Args<E>>,
): MiddlewareHandler<E>;
export function cors(...given: readonly [policy?: unknown, hooks?: CorsHooks<Args<Env>>]): MiddlewareHandler<Env> {
  const { onError } = given[1] ?? {};

  const recover = async (error: unknown, decision: CorsDecision, args: Args<Env>): Promise<void> => {
    const [, c] = args;
    let thrown = error;
    if (typeof onError === "function") {
      try {
        return replaceResponse(c, applyDecision(decision, await onError(error, ...args)));
      } catch (failure) {
        thrown = failure;
      }
    }
    applyToErrorResponse(decision, c);
    // Hono passes by `app.onError` with what is no `Error`, and the page would see a CORS error in place of a 500.
    throw onError === "throw" || thrown instanceof Error
      ? thrown
      : new Error("what was thrown is no Error", { cause: thrown });
  };

  const enter = createGate<Args<Env>, void, Next>(given, {
    answer: async (decision, args, next) => {
      const [, c] = args;
      if (decision.kind === "preflight") {
        // Not `preflightResponse`: what other middleware has set by `c.header`, like an id of the request, goes along.
        return replaceResponse(c, applyDecision(decision, c.body(null, decision.status as StatusCode)));
      }
      try {
        await next();
      } catch (error) {
        return recover(error, decision, args);
      }
      // A handler's error does not get here as one: `app.onError` has answered it.
      if (c.error && typeof onError === "function") return recover(c.error, decision, args);
      applyToContext(decision, c);
    },
    fail: recover,
  });
  // A promise, as all of the above is asynchronous.
  return (c, next) => enter(c.req.raw, [c.req.raw, c], next) as Promise<void>;
}
