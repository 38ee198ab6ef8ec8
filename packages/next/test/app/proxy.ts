// One policy for everything below /proxied, around the proxy function of the app.
import { corsProxy } from "@fetch-cors/next";
import { type NextFetchEvent, type NextRequest, NextResponse } from "next/server";
import { auth } from "./auth.ts";
import { byRequest, policy, unusual } from "./policies.ts";

const ways: Readonly<Record<string, (request: NextRequest) => Response | Promise<Response>>> = {
  "/proxied/rewritten": (request) => NextResponse.rewrite(new URL("/api/users/9", request.url)),
  "/proxied/external": () => NextResponse.rewrite(`${process.env["UPSTREAM"]}/`),
  "/proxied/fetched-elsewhere": () => fetch(`${process.env["UPSTREAM"]}/`),
  "/proxied/redirected": (request) => NextResponse.redirect(new URL("/proxied/route", request.url)),
  "/proxied/answered": () => new Response("by the proxy", { status: 401, headers: { "WWW-Authenticate": "Bearer" } }),
  "/proxied/headers": () => {
    const headers = new Headers({ "X-Empty": "", "X-Zero": "0" });
    headers.append("Set-Cookie", "a=1");
    headers.append("Set-Cookie", "b=2");
    return new Response(null, { status: 422, headers });
  },
  "/proxied/fetched": () => fetch(`http://localhost:${process.env["PORT"]}/api/responses/upstream-itself`),
  "/proxied/failing": () => {
    throw new Error("the proxy failed");
  },
  "/proxied/route": (request) => {
    const headers = new Headers(request.headers);
    headers.set("X-User", "7");
    const response = NextResponse.next({ request: { headers }, headers: { "X-Proxy": "yes" } });
    response.cookies.set("proxied", "1");
    return response;
  },
};

const alone = corsProxy(policy);
const composed = corsProxy(policy, (request: NextRequest, event: NextFetchEvent) => {
  event.waitUntil(Promise.resolve());
  return ways[request.nextUrl.pathname]?.(request);
});

const authenticated = corsProxy(policy, auth);
const tenants = corsProxy(byRequest);
const others = corsProxy((request: NextRequest) => unusual(request.nextUrl.pathname.split("/").at(-1)));
// A mistake that only TypeScript rejects: the proxy function is in place of the policy.
const swapped = corsProxy((() => NextResponse.next()) as never);

export const proxy = (request: NextRequest, event: NextFetchEvent) => {
  const { pathname, searchParams } = request.nextUrl;
  if (searchParams.has("alone")) return alone(request);
  if (searchParams.has("tenant")) return tenants(request);
  if (searchParams.has("swapped")) return swapped(request);
  if (pathname === "/proxied/session") return authenticated(request, event);
  return pathname.startsWith("/proxied/unusual/") ? others(request) : composed(request, event);
};

export const config = { matcher: "/proxied/:path*" };
