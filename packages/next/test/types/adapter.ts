/** Checks what compiles with the types of Next.js, and what does not. A missing error is an error. */
import type { NextFetchEvent, NextProxy, NextRequest } from "next/server";
import { NextResponse } from "next/server";
import type { NextAuthResult } from "next-auth";
import { type CorsHooks, type CorsPolicy, corsProxy, corsRoute, definePolicy, withCors } from "../../src/index.ts";

/** Compiles only if the types are equal, so that `any` is an error too. */
type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const is = <A, B>(..._equal: Equal<A, B> extends true ? [] : [never]): void => {};

declare const policy: CorsPolicy;
declare const unset: string | undefined;
interface Context {
  readonly params: Promise<{ readonly id: string }>;
}
/** The type that Next.js requires of the exports of a route. */
type RouteHandler = (request: NextRequest, context: Context) => Response | Promise<Response>;

// A wrapped handler has the same parameters, and Next.js accepts it.
const handler = async (request: NextRequest, { params }: Context) =>
  NextResponse.json({ id: (await params).id, path: request.nextUrl.pathname });
export const wrapped: RouteHandler = withCors(handler, policy);
export const shorter: RouteHandler = withCors(() => new Response());
export const plain: RouteHandler = withCors((request: Request) => new Response(request.url), { origin: "*" });
declare const request: NextRequest;
// @ts-expect-error the context is missing
withCors(handler, policy)(request);

// Predicates, policy functions and hooks receive the arguments of the handler.
withCors(handler, { origin: (origin, request) => request.nextUrl.hostname === origin, credentials: true });
withCors(handler, async (_request, { params }) => ((await params).id ? policy : policy));
withCors(handler, policy, {
  onError: async (error, request, { params }) =>
    new Response(`${error} ${request.cookies.get("a")} ${(await params).id}`),
  onDecision: (decision, request) => [decision.kind, request.nextUrl],
});
const hooks: CorsHooks = { onError: "throw" };
withCors(() => new Response(), policy, hooks);

// corsRoute keeps the type of each handler, and adds OPTIONS.
const route = corsRoute(
  { GET: (request: NextRequest) => NextResponse.json(request.nextUrl.pathname), PUT: handler },
  { origin: ["https://app.example.com"], credentials: true },
);
export const got: Response | Promise<Response> = route.GET(request);
export const put: RouteHandler = route.PUT;
export const options: RouteHandler = route.OPTIONS;
export const { GET, OPTIONS } = corsRoute({ GET: () => new Response() });
export const shortened: readonly RouteHandler[] = [OPTIONS];
// @ts-expect-error no such handler
route.DELETE;
corsRoute({ PUT: handler }, async (_request, { params }) => ((await params).id ? policy : policy));
corsRoute({ PUT: handler }, { origin: (_origin, request) => request.nextUrl.port === "" });

// A request without a type annotation is the NextRequest that Next.js passes.
withCors((request) => {
  is<typeof request, NextRequest>();
  return new Response(request.nextUrl.pathname);
}, policy);
withCors(async (request, { params }) => new Response(request.nextUrl.pathname + (await params).id));
withCors(async (request, _context: Context) => {
  is<typeof request, NextRequest>();
  return new Response(request.nextUrl.pathname);
});
corsRoute({
  GET: (request) => {
    is<typeof request, NextRequest>();
    return new Response(request.nextUrl.pathname);
  },
  PUT: async (request, { params }: Context) => new Response(request.nextUrl.pathname + (await params).id),
});

// Policy functions, predicates and hooks receive the NextRequest too, whatever type the handlers declare.
withCors(
  () => new Response(),
  { origin: (_origin, request) => request.nextUrl.port === "" },
  {
    onError: (_error, request) => new Response(request.nextUrl.pathname),
    onDecision: (_decision, request) => is<typeof request, NextRequest>(),
  },
);
withCors(
  (request: Request) => new Response(request.url),
  (request) => (request.nextUrl.hostname ? policy : policy),
);
withCors(
  (request: Request) => new Response(request.url),
  (request: Request) => (request.url ? policy : policy),
);
withCors(
  (_request: Request, _context: Context) => new Response(),
  async (request: NextRequest, { params }) => (request.nextUrl.hostname === (await params).id ? policy : policy),
);
corsRoute(
  {
    GET: () => new Response(),
    PUT: async (request: Request, _context: Context) => Response.json(await request.json()),
  },
  { origin: async (origin, request, { params }) => origin === request.nextUrl.hostname + (await params).id },
  {
    onDecision: (_decision, request, context) => {
      is<typeof request, NextRequest>();
      is<typeof context, Context>();
    },
  },
);
corsRoute(
  { GET: (request: Request) => new Response(request.url) },
  (request: NextRequest) => (request.nextUrl.hostname ? policy : policy),
  { onDecision: (_decision, request) => request.nextUrl },
);
// A function of your own can share a policy between the handlers of several routes.
export const api = <C>(own: (request: NextRequest, context: C) => Promise<Response>) =>
  withCors(own, policy, {
    onError: (_error, request, context) => {
      is<typeof context, C>();
      return new Response(request.nextUrl.pathname);
    },
  });
export const shared: RouteHandler = api(async (_request, { params }: Context) => Response.json(await params));
// A handler may declare that it can be called without a request.
withCors((request?: NextRequest) => new Response(request?.url), policy, {
  onDecision: (_decision, request) => request.nextUrl,
});

// Routes can share options, so that each of them allows its own methods.
const sharedOptions = { origin: ["https://app.example.com"], credentials: true };
corsRoute({ GET: () => new Response() }, sharedOptions);
export const { PUT, OPTIONS: preflights } = corsRoute({ PUT: handler }, sharedOptions);

// A handler can require more than a NextRequest.
interface SessionRequest extends NextRequest {
  readonly session: string;
}
withCors((request: SessionRequest) => new Response(request.session), policy, {
  onDecision: (_decision, request) => request.session,
});

// Next.js accepts the result of corsProxy as a proxy, whatever the proxy function returns.
export const alone: NextProxy = corsProxy(policy);
export const composed: NextProxy = corsProxy({ origin: "https://app.example.com" }, (request: NextRequest) =>
  NextResponse.next({ request: { headers: new Headers(request.headers) } }),
);
corsProxy(policy, (_request: NextRequest, event: NextFetchEvent) => event.waitUntil(Promise.resolve()));
corsProxy(policy, async (request: NextRequest) => {
  if (request.nextUrl.pathname === "/") return NextResponse.redirect(request.nextUrl);
  return undefined;
});
const nextProxy: NextProxy = () => undefined;
export const proxyWithFunction: NextProxy = corsProxy(policy, nextProxy);
corsProxy((request: NextRequest) => (request.nextUrl.hostname ? policy : policy));
corsProxy({ origin: (_origin, request) => request.nextUrl.port === "" }, (_request: NextRequest) => undefined, {
  onDecision: (decision, request) => [decision.kind, request.nextUrl],
});

// A proxy function without type annotations receives a NextRequest and a NextFetchEvent, as do the other functions.
corsProxy(policy, (request) => {
  is<typeof request, NextRequest>();
  if (request.nextUrl.pathname === "/") return NextResponse.redirect(new URL("/home", request.url));
  return NextResponse.next();
});
export const annotated: NextProxy = corsProxy({ origin: "https://app.example.com" }, async (request, event) => {
  is<typeof request, NextRequest>();
  is<typeof event, NextFetchEvent>();
  event.waitUntil(Promise.resolve());
});
corsProxy((request) => (request.nextUrl.pathname === "/api/public" ? policy : policy));
corsProxy((request, event) => {
  is<typeof request, NextRequest>();
  is<typeof event, NextFetchEvent>();
  return policy;
});
corsProxy(
  (request: NextRequest) => (request.nextUrl.hostname ? policy : policy),
  (_request, event: NextFetchEvent) => event.waitUntil(Promise.resolve()),
);
corsProxy((request: Request) => (request.url ? policy : policy), nextProxy, {
  onDecision: (_decision, request, event) => {
    is<typeof request, NextRequest>();
    is<typeof event, NextFetchEvent>();
  },
  onError: (_error, request) => new Response(request.nextUrl.pathname),
});
corsProxy({ origin: (_origin, request, event) => request.nextUrl.port === event.sourcePage });
let lazy: CorsPolicy | undefined;
export const compiledLater: NextProxy = corsProxy(() => (lazy ??= definePolicy({ origin: "*" })));
// A proxy of a policy can be called by another proxy function, with or without the event.
const inner = corsProxy(policy);
export const outer: NextProxy = (request, event) =>
  request.nextUrl.pathname === "/" ? inner(request) : inner(request, event);
// @ts-expect-error a proxy function receives no context
corsProxy(policy, (_request: NextRequest, _context: Context & { readonly other: string }) => undefined);
// @ts-expect-error a proxy function returns a response or nothing
corsProxy(policy, (request) => request.nextUrl.pathname);

// @ts-expect-error every site could act as your users
withCors(handler, { origin: "*", credentials: true });
// @ts-expect-error an unset variable must never open a server
withCors(handler, { origin: unset });
// @ts-expect-error an unset variable must never open a server
withCors(handler, undefined);
// @ts-expect-error a trailing slash
corsRoute({ PUT: handler }, { origin: "https://example.com/" });
// @ts-expect-error the name is allowedHeaders
corsRoute({ PUT: handler }, { origin: "https://example.com", allowHeaders: [] });
// @ts-expect-error the policy is required
corsProxy();
// @ts-expect-error an unset variable must never open a server
corsProxy(undefined);
// @ts-expect-error every site could act as your users
corsProxy({ origin: "*", credentials: true });
// @ts-expect-error no scheme
corsProxy({ origin: "example.com" });
// @ts-expect-error the name is onError
corsProxy(policy, undefined, { onErorr: "throw" });

// A predicate of a compiled policy gets the NextRequest, and the context of a route or the event of a proxy.
definePolicy({ origin: (origin, request: NextRequest) => origin === request.nextUrl.origin });
definePolicy({ origin: async (origin, _request, { params }: Context) => origin === (await params).id });
definePolicy({ origin: (_origin, _request: NextRequest, event: NextFetchEvent) => event.sourcePage === "/api" });
definePolicy({ origin: (origin, request: Request) => origin === request.url });
const predicate = (origin: string, request: NextRequest) => origin === request.nextUrl.origin;
withCors(handler, definePolicy({ origin: predicate }));
corsProxy(definePolicy({ origin: predicate }));
// @ts-expect-error a trailing slash
definePolicy({ origin: "https://example.com/" });
// @ts-expect-error every site could act as your users
definePolicy({ origin: "*", credentials: true });

// Next.js accepts a handler that may return nothing, and so does the type of auth() in Auth.js.
declare const auth: NextAuthResult["auth"];
const session = auth((request) => Response.json(request.auth?.user));
export const withSession: RouteHandler = withCors(session, policy);
export const withVoid: RouteHandler = withCors(
  auth(() => {}),
  policy,
);
export const sessionRoute: Readonly<Record<"GET" | "POST" | "OPTIONS", RouteHandler>> = corsRoute(
  { GET: session, POST: auth(async () => {}) },
  { origin: "https://app.example.com" },
);
// @ts-expect-error a handler returns a response
withCors(() => "text", policy);
// @ts-expect-error a handler returns a response
corsRoute({ GET: () => ({ text: "text" }) });

// corsProxy accepts `auth` itself, and the function that `auth` returns.
export const authenticated: NextProxy = corsProxy(policy, auth);
corsProxy({ origin: (_origin, request) => request.nextUrl.port === "" }, auth);
corsProxy(
  policy,
  auth((request) => (request.auth ? undefined : NextResponse.json({}, { status: 401 }))),
);
// @ts-expect-error the proxy function is in place of the policy
corsProxy(nextProxy);
// @ts-expect-error the proxy function is in place of the policy
corsProxy(auth);
// @ts-expect-error a function that wraps a proxy function must be called
corsProxy(policy, (inner: NextProxy): NextProxy => inner);
