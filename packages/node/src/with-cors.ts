import type { CorsDecision, CorsPolicyArgument, OriginOption } from "@fetch-cors/core";
import { callThen, createDecideRequest } from "@fetch-cors/core/adapter";
import { breakOff, headerNames, internalServerError, removeListenerHeaders } from "./answer-error.ts";
import { answerPreflight } from "./answer-preflight.ts";
import { applyOnWriteHead, isDecided } from "./apply-on-write-head.ts";
import { corsRequest } from "./cors-request.ts";
import type { NodeHooks } from "./node-hooks.ts";
import type { NodeRequest, NodeResponse } from "./node-types.ts";
import { isUnsent, type Returned, returnedResponse } from "./returned-response.ts";

/** A listener as `createServer` takes it. It writes the response with `res`. */
export type NodeListener<Req, Res, T = unknown> = (req: Req, res: Res) => Returned<T>;

/**
 * Puts a CORS policy in front of a listener of `node:http` or `node:http2`, or a handler of Next.js' `pages/api`.
 *
 * A CORS-preflight request is answered without calling the listener. Every other request reaches it, including plain
 * OPTIONS requests, and its response gets the headers of the policy, whatever the listener sets.
 *
 * @param listener - Answers every request that is not a preflight. `NodeHooks.onError` handles its errors. It writes the
 * response with `res`: a `Response` that it returns is an error.
 * @param policy - A compiled policy, options, or a function that chooses a policy. Called with the listener alone,
 * `withCors` uses the public policy `{ origin: "*" }`. An explicit `undefined` throws, because an unset variable must never
 * open a server.
 * @param hooks - Handle errors, and observe decisions.
 * @returns A listener with the same parameters, which returns what the listener returns. With two policies around one
 * listener, the outer one decides.
 * @throws {CorsConfigError} At once, if options cannot be used; its `issues` hold every problem.
 * @throws {TypeError} At once, if the listener is not a function.
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
  const decide = createDecideRequest<[NodeRequest, NodeResponse]>(rest);

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
    // A timeout may have answered before an asynchronous predicate failed.
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
