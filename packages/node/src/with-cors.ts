import type { CorsDecision, CorsPolicyArgument, OriginOption } from "@fetch-cors/core";
import { callThen, createDecider } from "@fetch-cors/core/adapter";
import { breakOff, headerNames, internalServerError, removeListenerHeaders } from "./answer-error.ts";
import { answerPreflight } from "./answer-preflight.ts";
import { applyOnWriteHead, isDecided } from "./apply-on-write-head.ts";
import { corsRequest } from "./cors-request.ts";
import type { NodeHooks } from "./node-hooks.ts";
import type { NodeRequest, NodeResponse } from "./node-types.ts";
import { isUnsent, type Returned, returnedResponse } from "./returned-response.ts";

/** A listener for `createServer`. It writes the response with `res`. */
export type NodeListener<Req, Res, T = unknown> = (req: Req, res: Res) => Returned<T>;

/**
 * Puts a CORS policy in front of a `node:http` or `node:http2` listener, or a Next.js handler in `pages/api`.
 *
 * The policy answers CORS-preflight requests without calling the listener. Every other request, including a plain
 * OPTIONS request, reaches the listener. The CORS headers of the policy override those that the listener sets.
 *
 * @param listener - Responds to every request that is not a preflight. It writes the response with `res`. Returning a
 * `Response` is an error. `NodeHooks.onError` handles errors from the listener.
 * @param policy - A compiled policy (from `definePolicy`), options, or a policy function, which returns the compiled
 * policy for one request. Called with only a listener, `withCors` uses the public policy `{ origin: "*" }`. An explicit
 * `undefined` throws, because an unset variable must never allow every origin.
 * @param hooks - Functions that handle errors and observe decisions.
 * @returns A listener with the same parameters and result. If two policies apply to one listener, the outer policy
 * decides.
 * @throws {CorsConfigError} If the options are invalid. Its `issues` list every problem.
 * @throws {TypeError} If the listener is not a function.
 *
 * @example
 * ```ts
 * import { createServer } from "node:http";
 * import { withCors } from "@fetch-cors/node";
 *
 * const listener = withCors((req, res) => res.end(`hello ${req.method}`), { origin: "https://app.example.com" });
 * const server = createServer(listener).listen(0);
 *
 * const { port } = server.address() as { port: number };
 * const headers = { Origin: "https://app.example.com" };
 * const response = await fetch(`http://localhost:${port}`, { headers });
 * response.headers.get("Access-Control-Allow-Origin"); // → "https://app.example.com"
 * server.close();
 * ```
 *
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export function withCors<Req extends NodeRequest, Res extends NodeResponse, L = unknown>(
  listener: NodeListener<Req, Res, L>,
): NodeListener<Req, Res>;
export function withCors<
  Req extends NodeRequest,
  Res extends NodeResponse,
  const O extends OriginOption<[Req, Res]> = OriginOption<[Req, Res]>,
  L = unknown,
  T = unknown,
>(
  listener: NodeListener<Req, Res, L>,
  policy: CorsPolicyArgument<[Req, Res], O>,
  hooks?: NodeHooks<Req, Res, T>,
): NodeListener<Req, Res>;
export function withCors(
  listener: NodeListener<NodeRequest, NodeResponse>,
  ...rest: readonly [policy?: unknown, hooks?: NodeHooks]
): typeof listener {
  if (typeof listener !== "function") throw new TypeError("write withCors(listener, policy)");
  const { onError = internalServerError } = rest[1] ?? {};
  const decide = createDecider<[NodeRequest, NodeResponse]>(rest);

  const answerError = (error: unknown, req: NodeRequest, res: NodeResponse): unknown => {
    if (onError === "throw") throw error;
    if (res.headersSent) return breakOff(error, req, res);
    return callThen(
      () => onError(error, req, res),
      (returned) =>
        isUnsent(returned, res)
          ? internalServerError(returnedResponse("onError", { cause: error }), req, res)
          : returned,
    );
  };
  const run = (self: unknown, req: NodeRequest, res: NodeResponse): unknown => {
    const namesBefore = headerNames(res);
    const recover = (error: unknown): unknown => {
      if (onError !== "throw" && !res.headersSent) removeListenerHeaders(namesBefore, req, res);
      return answerError(error, req, res);
    };
    const check = (returned: unknown): unknown =>
      isUnsent(returned, res) ? recover(returnedResponse("the listener")) : returned;
    return callThen(() => listener.call(self, req, res), check, recover);
  };
  const respond = (decision: CorsDecision, self: unknown, req: NodeRequest, res: NodeResponse): unknown => {
    if (decision.kind === "preflight" && !("error" in decision)) return answerPreflight(decision, res);
    applyOnWriteHead(decision, res);
    // A timeout may have sent a response before an asynchronous predicate failed.
    return "error" in decision ? answerError(decision.error, req, res) : run(self, req, res);
  };
  return function (this: unknown, req, res) {
    if (isDecided(res)) return run(this, req, res);
    const decision = decide(corsRequest(req), [req, res]);
    return decision instanceof Promise
      ? decision.then((decided) => respond(decided, this, req, res))
      : respond(decision, this, req, res);
  };
}
