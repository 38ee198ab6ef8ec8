import type { CorsDecision, CorsPolicyArgument, OriginOption } from "@fetch-cors/core";
import { createDecideRequest, toError } from "@fetch-cors/core/adapter";
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
 * Creates middleware that puts a CORS policy in front of everything that comes after it, for Express, Connect, and Fastify
 * with `@fastify/middie`.
 *
 * Put it first: responses of earlier middleware have no CORS headers, and authentication must not refuse preflights. The
 * middleware answers CORS-preflight requests. Every other request goes on, including plain OPTIONS requests, and its
 * response gets the headers of the policy, whatever handlers and error handlers set.
 *
 * @param policy - A compiled policy, options, or a function that chooses a policy. Called without any argument, `cors`
 * uses the public policy `{ origin: "*" }`. An explicit `undefined` throws, because an unset variable must never open a
 * server.
 * @param hooks - Handle the errors of a predicate or a policy function, and observe decisions.
 * @returns The middleware. With two policies around one handler, the outer one decides, and the inner one is skipped.
 * @throws {CorsConfigError} At once, if options cannot be used; its `issues` hold every problem.
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
  const decide = createDecideRequest<[NodeRequest, NodeResponse]>(args);

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
  // Returns nothing: Fastify would go on when a returned promise is fulfilled, although `next` has been called.
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

/** `next` takes "route", "router" and falsy values for no error, so every other value is converted to an `Error`. */
type Next = (error?: Error) => void;
