import { type CorsPolicyArgument, createGate, type OriginOption } from "@fetch-cors/core";
import { breakOff, forgetAnswer, internalServerError } from "./answer-error.ts";
import { answerPreflight } from "./answer-preflight.ts";
import { corsRequest } from "./cors-request.ts";
import { keepDecision } from "./keep-decision.ts";
import type { NodeHooks } from "./node-hooks.ts";
import type { NodeRequest, NodeResponse } from "./node-types.ts";

/** Answers a request, as `createServer` takes it. */
export type NodeListener<Req, Res> = (req: Req, res: Res) => unknown;

/**
 * Puts a CORS policy in front of a listener of `node:http` or `node:http2`, or a handler of Next.js' `pages/api`.
 *
 * A CORS-preflight request is answered without calling the listener. Everything else reaches it, plain OPTIONS included,
 * and its response gets the headers that the policy has for the request, whatever the listener sets.
 *
 * @param listener - Answers every request that is not a preflight. Where it throws or rejects, see `NodeHooks.onError`.
 * @param policy - A compiled policy, the options of one, or a function that chooses one. Left out altogether it is the
 * public policy `{ origin: "*" }`; given as `undefined` it throws, as an unset variable must never open a server.
 * @param hooks - What to do with errors, and who observes the decisions.
 * @returns A listener with the same parameters, which returns what the listener does.
 * @throws {CorsConfigError} At once, where options cannot be used; with every problem in its `issues`.
 * @throws {TypeError} At once, where the listener is no function.
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
export function withCors<Req extends NodeRequest, Res extends NodeResponse>(
  listener: NodeListener<Req, Res>,
): NodeListener<Req, Res>;
export function withCors<
  Req extends NodeRequest,
  Res extends NodeResponse,
  const O extends OriginOption<[Req, Res]> = OriginOption<[Req, Res]>,
>(
  listener: NodeListener<Req, Res>,
  policy: CorsPolicyArgument<[Req, Res], O>,
  hooks?: NodeHooks<Req, Res>,
): NodeListener<Req, Res>;
export function withCors(
  listener: NodeListener<NodeRequest, NodeResponse>,
  ...given: readonly [policy?: unknown, hooks?: NodeHooks]
): typeof listener {
  if (typeof listener !== "function") throw new TypeError("write withCors(listener, policy)");
  const { onError = internalServerError } = given[1] ?? {};

  const enter = createGate<[NodeRequest, NodeResponse], unknown, unknown>(given, {
    answer: (decision, args, self) => {
      const [, res] = args;
      if (decision.kind === "preflight") return answerPreflight(decision, res);
      keepDecision(decision, res);
      if (onError === "throw") return listener.apply(self, args);
      const namesBefore = res.getHeaderNames();
      const recover = (error: unknown): unknown => {
        if (res.headersSent) return breakOff(error, ...args);
        forgetAnswer(namesBefore, ...args);
        return onError(error, ...args);
      };
      try {
        const answer = listener.apply(self, args) as PromiseLike<unknown> | undefined;
        return answer?.then ? Promise.resolve(answer).catch(recover) : answer;
      } catch (error) {
        return recover(error);
      }
    },
    fail: (error, decision, args) => {
      const [, res] = args;
      keepDecision(decision, res);
      if (onError === "throw") throw error;
      // Somebody, like a timeout, has answered while a predicate was still thinking.
      return res.headersSent ? breakOff(error, ...args) : onError(error, ...args);
    },
  });
  return function (this: unknown, req, res) {
    return enter(corsRequest(req), [req, res], this);
  };
}
