/** What must compile does, with the types of Next.js, and what must not does not. */
import type { NextFetchEvent, NextProxy, NextRequest } from "next/server";
import { NextResponse } from "next/server";
import { type CorsHooks, type CorsPolicy, corsProxy, corsRoute, withCors } from "../../src/index.ts";

declare const policy: CorsPolicy;
declare const unset: string | undefined;
interface Context {
  readonly params: Promise<{ readonly id: string }>;
}
/** What Next.js holds the exports of a route against. */
type RouteHandler = (request: NextRequest, context: Context) => Response | Promise<Response>;

// A wrapped handler has the same parameters, and is what Next.js takes.
const handler = async (request: NextRequest, { params }: Context) =>
  NextResponse.json({ id: (await params).id, path: request.nextUrl.pathname });
export const wrapped: RouteHandler = withCors(handler, policy);
export const shorter: RouteHandler = withCors(() => new Response());
export const plain: RouteHandler = withCors((request: Request) => new Response(request.url), { origin: "*" });
declare const request: NextRequest;
// @ts-expect-error the context is missing
withCors(handler, policy)(request);

// Predicates, policy functions and hooks get what the handler gets.
withCors(handler, { origin: (origin, request) => request.nextUrl.hostname === origin, credentials: true });
withCors(handler, async (_request, { params }) => ((await params).id ? policy : policy));
withCors(handler, policy, {
  onError: async (error, request, { params }) =>
    new Response(`${error} ${request.cookies.get("a")} ${(await params).id}`),
  onDecision: (decision, request) => [decision.kind, request.nextUrl],
});
const hooks: CorsHooks = { onError: "throw" };
withCors(() => new Response(), policy, hooks);

// corsRoute keeps each handler's own type, and adds OPTIONS.
const route = corsRoute(
  { GET: (request: NextRequest) => NextResponse.json(request.nextUrl.pathname), PUT: handler },
  { origin: ["https://app.example.com"], credentials: true },
);
export const got: Response | Promise<Response> = route.GET(request);
export const put: RouteHandler = route.PUT;
export const options: RouteHandler = route.OPTIONS;
export const { GET, OPTIONS } = corsRoute({ GET: () => new Response() });
export const shortened: readonly RouteHandler[] = [OPTIONS];
// @ts-expect-error there is no such handler
route.DELETE;
corsRoute({ PUT: handler }, async (_request, { params }) => ((await params).id ? policy : policy));
corsRoute({ PUT: handler }, { origin: (_origin, request) => request.nextUrl.port === "" });

// corsProxy is what Next.js takes for a proxy, whatever the function in it returns.
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
export const given: NextProxy = corsProxy(policy, nextProxy);
corsProxy((request: NextRequest) => (request.nextUrl.hostname ? policy : policy));
corsProxy({ origin: (_origin, request) => request.nextUrl.port === "" }, (_request: NextRequest) => undefined, {
  onDecision: (decision, request) => [decision.kind, request.nextUrl],
});

// @ts-expect-error every site could act as your users
withCors(handler, { origin: "*", credentials: true });
// @ts-expect-error an unset variable must never open a server
withCors(handler, { origin: unset });
// @ts-expect-error an unset variable must never open a server
withCors(handler, undefined);
// @ts-expect-error a slash at the end
corsRoute({ PUT: handler }, { origin: "https://example.com/" });
// @ts-expect-error it is allowedHeaders
corsRoute({ PUT: handler }, { origin: "https://example.com", allowHeaders: [] });
// @ts-expect-error the policy is required
corsProxy();
// @ts-expect-error an unset variable must never open a server
corsProxy(undefined);
// @ts-expect-error every site could act as your users
corsProxy({ origin: "*", credentials: true });
// @ts-expect-error no scheme
corsProxy({ origin: "example.com" });
// @ts-expect-error it is onError
corsProxy(policy, undefined, { onErorr: "throw" });
// @ts-expect-error a handler answers
withCors(() => undefined, policy);
