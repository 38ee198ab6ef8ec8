import type { CorsDecision, CorsPolicyArgument, OriginOption } from "@fetch-cors/core";
import { createDecider, toError } from "@fetch-cors/core/adapter";
import { internalServerError } from "./answer-error.ts";
import { answerPreflight } from "./answer-preflight.ts";
import { applyOnWriteHead, isDecided } from "./apply-on-write-head.ts";
import { corsRequest } from "./cors-request.ts";
import type { NodeHooks } from "./node-hooks.ts";
import type { NextFunction, NodeRequest, NodeResponse } from "./node-types.ts";
import { isUnsent, returnedResponse } from "./returned-response.ts";

/** Middleware for Connect, Express and `@fastify/middie`. */
export type CorsMiddleware<Req extends NodeRequest = NodeRequest, Res extends NodeResponse = NodeResponse> = (
  req: Req,
  res: Res,
  next: NextFunction,
) => void;

/**
 * Creates middleware that applies a CORS policy to everything registered after it, for Express, Connect, and Fastify
 * with `@fastify/middie`.
 *
 * Register it first. Responses from earlier middleware have no CORS headers, and authentication that is registered
 * earlier would reject preflights. The middleware answers CORS-preflight requests. Every other request, including a
 * plain OPTIONS request, is passed on. The CORS headers of the policy override those that handlers and error handlers
 * set.
 *
 * @param policy - A compiled policy (from `definePolicy`), options, or a policy function, which returns the compiled
 * policy for one request. Without arguments, `cors` uses the public policy `{ origin: "*" }`. An explicit `undefined`
 * throws, because an unset variable must never allow every origin.
 * @param hooks - Functions that handle errors from a predicate (a function in `origin`) or a policy function, and
 * observe decisions.
 * @returns The middleware. If two policies apply to one handler, the one that is mounted first decides, and the other
 * is skipped.
 * @throws {CorsConfigError} If the options are invalid. Its `issues` list every problem.
 *
 * @example
 * ```ts
 * import { cors } from "@fetch-cors/node";
 * import express from "express";
 *
 * const app = express();
 * app.use(cors({ origin: "https://app.example.com" }));
 * app.get("/users", (_req, res) => res.json([]));
 *
 * const server = app.listen(0);
 * const { port } = server.address() as { port: number };
 * const headers = { Origin: "https://app.example.com" };
 * const response = await fetch(`http://localhost:${port}/users`, { headers });
 * response.headers.get("Access-Control-Allow-Origin"); // → "https://app.example.com"
 * server.close();
 * ```
 *
 * @see https://fetch.spec.whatwg.org/#http-cors-protocol
 */
export function cors(): CorsMiddleware;
export function cors<
  Req extends NodeRequest = NodeRequest,
  Res extends NodeResponse = NodeResponse,
  const O extends OriginOption<[Req, Res]> = OriginOption<[Req, Res]>,
  T = unknown,
>(policy: CorsPolicyArgument<[Req, Res], O>, hooks?: NodeHooks<Req, Res, T>): CorsMiddleware<Req, Res>;
export function cors(...args: readonly [policy?: unknown, hooks?: NodeHooks]): CorsMiddleware {
  if (args.length > 2) throw new TypeError("write app.use(cors(policy))");
  const { onError } = args[1] ?? {};
  const decide = createDecider<[NodeRequest, NodeResponse]>(args);

  const fail = async (error: unknown, req: NodeRequest, res: NodeResponse, next: Next): Promise<void> => {
    if (typeof onError !== "function") return next(toError(error));
    try {
      const returned = await onError(error, req, res);
      if (isUnsent(returned, res)) internalServerError(returnedResponse("onError", { cause: error }), req, res);
    } catch (failure) {
      next(toError(failure));
    }
  };
  const respond = (decision: CorsDecision, req: NodeRequest, res: NodeResponse, next: Next): void | Promise<void> => {
    if (decision.kind === "preflight" && !("error" in decision)) return answerPreflight(decision, res);
    applyOnWriteHead(decision, res);
    if ("error" in decision) return fail(decision.error, req, res, next);
    next();
  };
  // Returns nothing, because Fastify would continue after a returned promise is fulfilled, although `next` has been
  // called.
  return (req, res, next) => {
    if (isDecided(res)) {
      next();
      return;
    }
    const decision = decide(corsRequest(req), [req, res]);
    if (decision instanceof Promise) decision.then((decided) => respond(decided, req, res, next as Next));
    else respond(decision, req, res, next as Next);
  };
}

/** `next` does not treat "route", "router" and falsy values as errors, so only an `Error` is passed to it. */
type Next = (error?: Error) => void;
