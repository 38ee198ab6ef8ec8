/** Checks what compiles and what does not. A missing error is an error. */
import {
  type CorsDecision,
  type CorsOptions,
  type CorsPolicy,
  corsRoute,
  definePolicy,
  type NormalizedCorsOptions,
  withCors,
} from "../../src/index.ts";

declare const text: string;
declare const texts: string[];
declare const flag: boolean;
declare const unset: string | undefined;
declare const normalized: NormalizedCorsOptions;
declare const policy: CorsPolicy;
const handler = (request: Request): Response => new Response(request.url);

// Origins of every kind.
definePolicy({ origin: "*" });
definePolicy({ origin: ["*"] });
definePolicy({ origin: "https://example.com" });
definePolicy({ origin: ["https://example.com", "http://localhost:*", "capacitor://localhost"], credentials: flag });
definePolicy({ origin: text, credentials: true });
definePolicy({ origin: ["https://example.com", text] });
definePolicy({ origin: texts, credentials: true });
definePolicy({ origin: new Set(texts), methods: new Set(["PUT"]), allowedHeaders: "*", exposedHeaders: ["ETag"] });
definePolicy({ origin: (origin) => origin.endsWith(".example.com"), credentials: true });
definePolicy({ origin: async (origin, request) => request.url.includes(origin) });
definePolicy({ origin: text, credentials: undefined, methods: undefined, maxAge: undefined });
definePolicy(normalized);
definePolicy(policy.options);
const annotated: CorsOptions = { origin: ["https://example.com"], credentials: true };
definePolicy(annotated);
const constant = ["https://a.example", "https://b.example"] as const;
definePolicy({ origin: constant });

// @ts-expect-error every site could act as your users
definePolicy({ origin: "*", credentials: true });
// @ts-expect-error every site could act as your users
definePolicy({ origin: ["*"], credentials: true });
// @ts-expect-error a trailing slash
definePolicy({ origin: "https://example.com/" });
// @ts-expect-error a path
definePolicy({ origin: "https://example.com/path" });
// @ts-expect-error a path in a list
definePolicy({ origin: ["https://a.example", "https://b.example/path"] });
// @ts-expect-error no scheme
definePolicy({ origin: "example.com" });
// @ts-expect-error no scheme in a list
definePolicy({ origin: ["https://a.example", "example.com"] });
// @ts-expect-error any page can send it
definePolicy({ origin: "null" });
// @ts-expect-error an unset variable must never open a server
definePolicy({ origin: unset });
// @ts-expect-error an unset variable in a list
definePolicy({ origin: ["https://a.example", unset] });
// @ts-expect-error no regular expressions
definePolicy({ origin: /\.example\.com$/ });
// @ts-expect-error the origin is required
definePolicy({ credentials: true });
// @ts-expect-error the name is allowedHeaders
definePolicy({ origin: "https://example.com", allowHeaders: ["X-Api-Key"] });
// @ts-expect-error a list of names, not a string
definePolicy({ origin: "https://example.com", methods: "PUT,DELETE" });
// @ts-expect-error a list of names, not a string
definePolicy({ origin: "https://example.com", allowedHeaders: "Content-Type" });
// @ts-expect-error a list of names, not a string
definePolicy({ origin: "https://example.com", exposedHeaders: "ETag" });
// @ts-expect-error the seconds are a number
definePolicy({ origin: "https://example.com", maxAge: "600" });

// The arguments that withCors accepts.
withCors(() => new Response());
withCors(handler);
withCors(handler, policy);
withCors(handler, { origin: "https://example.com", credentials: true });
withCors(handler, { origin: (origin) => origin.length > 1 });
withCors(handler, annotated, { onError: "throw", onDecision: (decision) => decision.kind });
withCors(handler, (request) => (request.url ? policy : policy));
withCors(handler, async () => policy, { onError: async (error, request) => new Response(`${error} ${request.url}`) });

// @ts-expect-error every site could act as your users
withCors(handler, { origin: "*", credentials: true });
// @ts-expect-error a trailing slash
withCors(handler, { origin: "https://example.com/" });
// @ts-expect-error an unset variable must never open a server
withCors(handler, undefined);
// @ts-expect-error an unset variable must never open a server
withCors(handler, { origin: unset });
// @ts-expect-error the name is allowedHeaders
withCors(handler, { origin: "https://example.com", allowHeaders: [] });
// @ts-expect-error a function returns a compiled policy
withCors(handler, () => ({ origin: "*" }));
// @ts-expect-error the name is onError
withCors(handler, policy, { onErorr: "throw" });

// The wrapped handler has the same parameters.
interface TenantRequest extends Request {
  readonly tenant: string;
}
const wrapped = withCors(
  async (request: TenantRequest, context: { params: Promise<{ id: string }> }) =>
    new Response(request.tenant + (await context.params).id),
  (request) => (request.tenant ? policy : policy),
  { onDecision: (_decision, request) => request.tenant },
);
const answer: Response | Promise<Response> = wrapped({} as TenantRequest, { params: Promise.resolve({ id: "7" }) });
// @ts-expect-error the context is missing
wrapped({} as TenantRequest);

// The arguments after the request reach predicates, policy functions and hooks.
interface Env {
  readonly origins: readonly string[];
}
const worker = (request: Request, env: Env): Response => new Response(request.url + env.origins);
withCors(worker, { origin: (origin, _request, env) => env.origins.includes(origin) });
withCors(worker, (_request, env) => definePolicy({ origin: env.origins }), {
  onDecision: (_decision, request, env) => request.url + env.origins,
  onError: (_error, _request, env) => new Response(`${env.origins}`),
});
// @ts-expect-error no such variable
withCors(worker, { origin: (_origin, _request, env) => env.origin });

// A route keeps the parameters of its handlers. A handler without parameters can be called with a request.
const route = corsRoute({ GET: () => new Response(), PUT: worker }, { origin: "https://example.com" });
route.GET(new Request("https://api.example.com/"));
route.PUT(new Request("https://api.example.com/"), { origins: [] });
// @ts-expect-error the environment is missing
route.PUT(new Request("https://api.example.com/"));
// @ts-expect-error no such handler
route.DELETE;
// @ts-expect-error every site could act as your users
corsRoute({ GET: handler }, { origin: "*", credentials: true });
// @ts-expect-error an unset variable must never open a server
corsRoute({ GET: handler }, undefined);

// A parameter without a type is a request. Only the router knows the type of the next one.
corsRoute(
  {
    GET: async (request) => Response.json(new URL(request.url).pathname),
    async POST(request, { params }) {
      return Response.json([await request.json(), params]);
    },
  },
  { origin: "https://example.com" },
);
// @ts-expect-error no router calls a handler with a number
corsRoute({ GET: (request: number) => new Response(`${request}`) });
// @ts-expect-error a string is not a response
corsRoute({ GET: () => "hello" });

// A hook may have fewer parameters than the handlers, whose parameter names and number do not matter.
corsRoute(
  { GET: () => new Response(), PUT: worker, DELETE: (_request: Request, _environment: Env) => new Response() },
  { origin: (origin, _request, env) => env.origins.includes(origin) },
  { onError: (error) => new Response(`${error}`), onDecision: (_decision, request, env) => request.url + env.origins },
);

// The type of a decision narrows by its kind and verdict.
export function narrowed(decision: CorsDecision): string {
  if (decision.kind === "not-cors") return `${decision.reason === "error" ? decision.error : decision.allowed}`;
  // @ts-expect-error only a denial has a name
  decision.name.length;
  if (decision.allowed) return decision.kind === "preflight" ? `${decision.status}` : `${decision.exposesAll}`;
  switch (decision.reason) {
    case "origin":
    case "method":
    case "header":
      return decision.name + answer;
    case "error":
      return `${decision.error}`;
  }
}
