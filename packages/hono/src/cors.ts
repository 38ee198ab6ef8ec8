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
import { applyToContext, applyToErrorResponse, applyToResponse, replaceResponse } from "./context-response.ts";
import { decideSoleResponse } from "./sole-handler.ts";

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
  if (isCallOfHono(given)) {
    throw new TypeError("cors was not called; write app.use(cors()) instead of app.use(cors)");
  }
  const { onError } = given[1] ?? {};

  const recover = async (error: unknown, decision: CorsDecision, args: Args<Env>, run: Run): Promise<void> => {
    const [, c] = args;
    run.decision = decision;
    let thrown = error;
    if (typeof onError === "function") {
      try {
        return replaceResponse(c, applyToResponse(decision, await onError(error, ...args)));
      } catch (failure) {
        thrown = failure;
      }
    }
    applyToErrorResponse(decision, c, run.outermost);
    // Hono calls `app.onError` only with an `Error`. Without it the page would see a CORS error instead of a 500.
    throw onError === "throw" || thrown instanceof Error
      ? thrown
      : new Error("what was thrown is no Error", { cause: thrown });
  };

  const enter = createGate<Args<Env>, void, Run>(given, {
    answer: async (decision, args, run) => {
      const [, c] = args;
      run.decision = decision;
      if (decision.kind === "preflight") {
        // Not `preflightResponse`, because other middleware can have set headers by `c.header`, like the ID of the request.
        return replaceResponse(c, applyDecision(decision, c.body(null, decision.status as StatusCode)));
      }
      try {
        await callNext(c, run.next);
        // `app.onError` has already responded to the error of a handler.
        if (!c.error || typeof onError !== "function") return applyToContext(decision, c);
      } catch (error) {
        return recover(error, decision, args, run);
      }
      return recover(c.error, decision, args, run);
    },
    fail: recover,
  });
  return (c, next) => {
    const run: Run = { next, outermost: c.req.routeIndex === 0 };
    // A promise, because both of the functions above are asynchronous.
    return decideSoleResponse(enter(c.req.raw, [c.req.raw, c], run) as Promise<void>, c, () => run.decision);
  };
}

/** One call of the middleware. */
interface Run {
  readonly next: Next;
  /** Whether no other middleware runs around this one. */
  readonly outermost: boolean;
  decision?: CorsDecision;
}

/** Whether Hono calls `cors` itself, because `app.use` received it without a call. */
const isCallOfHono = ([c, next]: readonly unknown[]): boolean =>
  typeof next === "function" && c instanceof Object && "req" in c && "res" in c;

/**
 * Calls the handlers after the middleware.
 *
 * @throws {Error} If a handler ran and there is no response. Hono throws it as well, but only after all middleware, and
 * sends the response of `app.onError` without the headers of the policy.
 */
async function callNext(c: Context, next: Next): Promise<void> {
  const { routeIndex } = c.req;
  await next();
  if (!c.finalized && c.req.routeIndex !== routeIndex) {
    throw new Error("Context is not finalized. Did you forget to return a Response object or `await next()`?");
  }
}
