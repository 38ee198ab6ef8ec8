import {
  applyDecision,
  type CorsDecision,
  type CorsHooks,
  type CorsPolicyArgument,
  type OriginOption,
} from "@fetch-cors/core";
import { createDecideRequest, toError } from "@fetch-cors/core/adapter";
import type { Context, Env, MiddlewareHandler, Next } from "hono";
import type { StatusCode } from "hono/utils/http-status";
import { applyToContext, applyToErrorResponse, applyToResponse, replaceResponse } from "./context-response.ts";
import { decideSoleResponse } from "./sole-handler.ts";

/** The arguments of predicates, policy functions and hooks: the request and its Hono context. */
type Args<E extends Env> = [request: Request, c: Context<E>];

/**
 * Middleware that puts a CORS policy in front of the handlers that are registered after it.
 *
 * Register it with `app.use`, before any other middleware: on a single `app.get` it never receives a preflight, and after
 * authentication its preflights are refused. `app.onError` responds to errors, and its response carries the CORS headers. A
 * thrown value that is not an `Error` reaches it as the `cause` of one. If a predicate or a policy function fails,
 * `app.onError` responds without a CORS header. A response that cannot be sent, because its body was read, is an error too.
 *
 * One exception: within `some`, `every` or `except`, and if no other handler matches the path, Hono sends the response
 * of
 * `app.onError` past the middleware. A response of `c.text` and similar methods has the policy's headers; a plain `new
 * Response` has
 * only its own. `hooks.onError` has no such exception.
 *
 * @param policy - A compiled policy, its options, or a function that returns one. Predicates and the function receive
 * Hono's context after the request. Without any argument the policy is the public one, `{ origin: "*" }`. An explicit
 * `undefined` throws, because an unset variable must never open a server.
 * @param hooks - `onDecision` observes the decisions. The response of an `onError` function replaces that of `app.onError`,
 * which has run by then; `"throw"` passes a thrown value that is not an `Error` on to the runtime. Defaults to `app.onError`
 * for every error.
 * @returns Middleware for an app of any type. Name the type if TypeScript has to know the context:
 * `cors<AppEnv>({ origin: (origin, request, c) => … })`. A literal origin is then checked only by the call.
 * @throws {CorsConfigError} At once, with every problem of the options in its `issues`.
 * @throws {TypeError} At the first request, if `app.use` received `cors` without a call.
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
// biome-ignore lint/suspicious/noExplicitAny: the middleware fits an app of any type, like that of Hono
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
  const decide = createDecideRequest<Args<Env>>(given);

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
    // Hono calls `app.onError` only with an `Error`. Without it the page would see a CORS error instead of a 500.
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
      // `app.onError` has already responded to the error of a handler.
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
