import {
  applyDecision,
  type CorsDecision,
  type CorsHooks,
  type CorsPolicyArgument,
  type OriginOption,
} from "@fetch-cors/core";
import { createDecider, toError } from "@fetch-cors/core/adapter";
import type { Context, Env, MiddlewareHandler, Next } from "hono";
import type { StatusCode } from "hono/utils/http-status";
import { applyToContext, applyToErrorResponse, applyToResponse, replaceResponse } from "./context-response.ts";
import { decideSoleResponse } from "./sole-handler.ts";

/** The arguments that predicates, policy functions and hooks receive: the request and its Hono context. */
type Args<E extends Env> = [request: Request, c: Context<E>];

/**
 * Creates middleware that puts a CORS policy in front of the handlers that are registered after it.
 *
 * Register it with `app.use`, before any other middleware. On a single `app.get` it never receives a preflight, and
 * behind authentication its preflights are refused. `app.onError` responds to errors, and its response has the CORS
 * headers. If a thrown value is not an `Error`, `app.onError` receives an `Error` with this value as its `cause`. If a
 * predicate or a policy function fails, `app.onError` responds without CORS headers. A response that cannot be sent
 * because its body was read is an error too.
 *
 * There is one exception. Within `some`, `every` or `except`, if no other handler matches the path, the response from
 * `app.onError` does not pass through the middleware. A response from `c.text` or a similar method then has the
 * policy's headers, but a plain `new Response` has only its own. `hooks.onError` has no such exception.
 *
 * @param policy - A compiled policy (from `definePolicy`), policy options, or a policy function, which returns the
 * compiled policy for one request. Policy functions and predicates (functions in `origin`) receive Hono's context after
 * the request. Without arguments, the public policy `{ origin: "*" }` applies. An explicit `undefined` throws, because
 * an unset variable must never allow every origin.
 * @param hooks - `onDecision` observes decisions. The response from an `onError` function replaces the response from
 * `app.onError`, which has already run. `"throw"` passes a thrown value that is not an `Error` on to the runtime.
 * `onError` defaults to `app.onError` for every error.
 * @returns Middleware for an app of any type. Pass the type if TypeScript needs it for the context:
 * `cors<AppEnv>({ origin: (origin, request, c) => … })`. A literal origin is then checked only at run time.
 * @throws {CorsConfigError} If the options are invalid. Its `issues` list every problem.
 * @throws {TypeError} On the first request, if `cors` itself was passed to `app.use` instead of its result.
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
// biome-ignore lint/suspicious/noExplicitAny: the middleware fits an app of any type, like Hono's own
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
  const decide = createDecider<Args<Env>>(given);

  const respondToError = async (error: unknown, decision: CorsDecision, args: Args<Env>, run: Run): Promise<void> => {
    const [, c] = args;
    let thrown = error;
    if (typeof onError === "function") {
      try {
        return replaceResponse(c, applyToResponse(decision, await onError(error, ...args)));
      } catch (failure) {
        thrown = failure;
      }
    }
    applyToErrorResponse(decision, c, run.outermost);
    // Hono calls `app.onError` only for an `Error`. For any other value, the page would get a CORS error instead of a
    // 500.
    throw onError === "throw" ? thrown : toError(thrown);
  };

  const respond = async (decision: CorsDecision, args: Args<Env>, run: Run): Promise<void> => {
    const [, c] = args;
    run.decision = decision;
    if ("error" in decision) return respondToError(decision.error, decision, args, run);
    if (decision.kind === "preflight") {
      // Not `preflightResponse`, because other middleware may have set headers with `c.header`, such as a request ID.
      return replaceResponse(c, applyDecision(decision, c.body(null, decision.status as StatusCode)));
    }
    try {
      await callNext(c, run.next);
      // `app.onError` has already responded to an error from a handler.
      if (!c.error || typeof onError !== "function") return applyToContext(decision, c);
    } catch (error) {
      return respondToError(error, decision, args, run);
    }
    return respondToError(c.error, decision, args, run);
  };
  return (c, next) => {
    const args: Args<Env> = [c.req.raw, c];
    const run: Run = { next, outermost: c.req.routeIndex === 0 };
    const decision = decide(c.req.raw, args);
    const done =
      decision instanceof Promise
        ? decision.then((decided) => respond(decided, args, run))
        : respond(decision, args, run);
    return decideSoleResponse(done, c, () => run.decision);
  };
}

/** The state of one call to the middleware. */
interface Run {
  readonly next: Next;
  /** Whether no other middleware runs around this one. */
  readonly outermost: boolean;
  decision?: CorsDecision;
}

/** Whether Hono calls `cors` as middleware, because `cors` itself was passed to `app.use`. */
const isCallOfHono = ([c, next]: readonly unknown[]): boolean =>
  typeof next === "function" && c instanceof Object && "req" in c && "res" in c;

/**
 * Calls the handlers after the middleware.
 *
 * @throws {Error} If a handler ran and there is no response. Hono throws the same error, but only after all middleware
 * has finished, and sends the response from `app.onError` without the policy's headers.
 */
async function callNext(c: Context, next: Next): Promise<void> {
  const { routeIndex } = c.req;
  await next();
  if (!c.finalized && c.req.routeIndex !== routeIndex) {
    throw new Error("Context is not finalized. Did you forget to return a Response object or `await next()`?");
  }
}
