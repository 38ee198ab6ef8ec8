import { type CorsPolicyArgument, createGate, type OriginOption } from "@fetch-cors/core";
import { answerPreflight } from "./answer-preflight.ts";
import { corsRequest } from "./cors-request.ts";
import { keepDecision } from "./keep-decision.ts";
import type { NodeHooks } from "./node-hooks.ts";
import type { NextFunction, NodeRequest, NodeResponse } from "./node-types.ts";

/** Middleware as Connect, Express and `@fastify/middie` take it. */
export type CorsMiddleware<Req extends NodeRequest = NodeRequest, Res extends NodeResponse = NodeResponse> = (
  req: Req,
  res: Res,
  next: NextFunction,
) => void;

/**
 * Middleware that puts a CORS policy in front of everything that comes after it: for Express, Connect, and Fastify with
 * `@fastify/middie`.
 *
 * Put it first: what answers before it, answers without CORS headers, and authentication must not see preflights. A
 * CORS-preflight request is answered here. Everything else goes on, plain OPTIONS included, and its response gets the
 * headers of the policy, whatever handlers and error handlers set.
 *
 * @param policy - A compiled policy, the options of one, or a function that chooses one. Left out altogether it is the
 * public policy `{ origin: "*" }`; given as `undefined` it throws, as an unset variable must never open a server.
 * @param hooks - What to do with the errors of a predicate or a policy function, and who observes the decisions.
 * @returns The middleware. Of two around one handler the outer one decides.
 * @throws {CorsConfigError} At once, where options cannot be used; with every problem in its `issues`.
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
>(policy: CorsPolicyArgument<[Req, Res], O>, hooks?: NodeHooks<Req, Res>): CorsMiddleware<Req, Res>;
export function cors(...given: readonly [policy?: unknown, hooks?: NodeHooks]): CorsMiddleware {
  if (given.length > 2) throw new TypeError("write app.use(cors(policy))");
  const { onError } = given[1] ?? {};
  const enter = createGate<[NodeRequest, NodeResponse], void, (error?: unknown) => void>(given, {
    answer: (decision, [, res], next) => {
      if (decision.kind === "preflight") return answerPreflight(decision, res);
      keepDecision(decision, res);
      next();
    },
    fail: async (error, decision, args, next) => {
      keepDecision(decision, args[1]);
      if (typeof onError !== "function") return next(asError(error));
      try {
        await onError(error, ...args);
      } catch (failure) {
        next(asError(failure));
      }
    },
  });
  // Without what the gate returns: where a promise is fulfilled, Fastify goes on, though `next` has been called already.
  return (req, res, next) => {
    enter(corsRequest(req), [req, res], next as (error?: unknown) => void);
  };
}

/** To `next`, "route", "router" and anything falsy are no errors: the handler would run, though nobody has been allowed. */
const asError = (thrown: unknown): Error =>
  thrown instanceof Error ? thrown : new Error("what was thrown is no Error", { cause: thrown });
