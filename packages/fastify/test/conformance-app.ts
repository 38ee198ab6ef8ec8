// The conformance cases as a Fastify application: a scope for each case, with its policy, its route and its error
// handler.
import { cases, type FetchHandler, HANDLER_RUNS, handlerOf, type PolicyArguments } from "@fetch-cors/conformance";
import type { CorsHooks, CorsOptions, CorsPolicyFunction, OriginPredicate } from "@fetch-cors/core";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { cors } from "../src/index.ts";

type Handler = (request: Request) => Response | Promise<Response>;

const requests = new WeakMap<FastifyRequest, Request>();

/** The request for the policies and hooks of the cases, which are written for a `Request`. */
function requestOf(request: FastifyRequest): Request {
  const { method, raw } = request;
  const made = requests.get(request) ?? new Request(`http://${request.host}${request.url}`, { method });
  if (!requests.has(request)) {
    for (const [name, values = []] of Object.entries(raw.headersDistinct)) {
      for (const value of values) made.headers.append(name, value);
    }
  }
  requests.set(request, made);
  return made;
}

/** Sends a response with the reply of Fastify. */
function replyWith(response: Response, reply: FastifyReply): FastifyReply {
  if (response.statusText) reply.raw.statusMessage = response.statusText;
  reply.code(response.status);
  for (const [name, value] of response.headers) reply.header(name, value);
  return reply.send(response.body ?? undefined);
}

/** Converts the arguments of `withCors` to options of the plugin. */
function pluginOptions({ policy, hooks }: PolicyArguments): object | undefined {
  if (policy === undefined) return undefined;
  const { onDecision, onError } = (hooks ?? {}) as CorsHooks;
  const { origin } = policy as CorsOptions;
  return {
    policy:
      typeof policy === "function"
        ? (request: FastifyRequest) => (policy as CorsPolicyFunction)(requestOf(request))
        : typeof origin === "function"
          ? {
              ...policy,
              origin: (value: string, request: FastifyRequest) =>
                (origin as OriginPredicate)(value, requestOf(request)),
            }
          : policy,
    onDecision: onDecision && ((decision: never, request: FastifyRequest) => onDecision(decision, requestOf(request))),
    onError:
      typeof onError === "function"
        ? async (error: unknown, request: FastifyRequest, reply: FastifyReply) =>
            replyWith(await onError(error, requestOf(request)), reply)
        : onError,
  };
}

/**
 * Registers a policy. The options come from a function, because the types of the plugin accept only literal origins.
 */
const addPolicy = (scope: FastifyInstance, policyArguments: PolicyArguments): void => {
  const options = pluginOptions(policyArguments);
  if (options) scope.register(cors, options as never);
  else scope.register(cors);
};

/** Adds all cases to an application. `upstream` returns its own URL. */
export function addCases(app: FastifyInstance, upstream: () => string): void {
  const runs = new WeakMap<FastifyRequest["raw"], number>();
  app.addHook("onSend", async (request, reply) => {
    if (!request.url.startsWith("/upstream/")) reply.header(HANDLER_RUNS, runs.get(request.raw) ?? 0);
  });
  for (const { id, handler, inner, ...outer } of cases) {
    const fetchUpstream = (): Promise<Response> => fetch(`${upstream()}/upstream/${id}`, { redirect: "manual" });
    const answer: FetchHandler = handlerOf(handler, fetchUpstream);
    const { onError } = (outer.hooks ?? {}) as CorsHooks;
    const respondToError: Handler = () => new Response("Internal Server Error", { status: 500 });

    const addRoute = (scope: FastifyInstance): void => {
      addPolicy(scope, outer);
      scope.all(`/${id}`, async (request, reply) => {
        runs.set(request.raw, (runs.get(request.raw) ?? 0) + 1);
        return replyWith(await answer(requestOf(request)), reply);
      });
      scope.setErrorHandler(async (error, request, reply) =>
        replyWith(
          await (typeof onError === "function"
            ? onError(error, requestOf(request))
            : respondToError(requestOf(request))),
          reply,
        ),
      );
    };
    // In Fastify the innermost scope decides, whereas the outermost `withCors` does.
    app.register(async (scope) => {
      if (!inner) return addRoute(scope);
      addPolicy(scope, inner);
      scope.register(async (innermost) => addRoute(innermost));
    });
    app.all(`/upstream/${id}`, async (_request, reply) =>
      replyWith(await handlerOf({ ...handler, kind: "sync" })(new Request("http://upstream.test")), reply),
    );
  }
}
