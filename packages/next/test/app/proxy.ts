// One policy for everything below /proxied, around what the app's own proxy does.
import { corsProxy } from "@fetch-cors/next";
import { type NextFetchEvent, type NextRequest, NextResponse } from "next/server";
import { policy } from "./policies.ts";

const ways: Readonly<Record<string, (request: NextRequest) => Response | Promise<Response>>> = {
  "/proxied/rewritten": (request) => NextResponse.rewrite(new URL("/api/users/9", request.url)),
  "/proxied/external": () => NextResponse.rewrite(`${process.env["UPSTREAM"]}/`),
  "/proxied/fetched-elsewhere": () => fetch(`${process.env["UPSTREAM"]}/`),
  "/proxied/redirected": (request) => NextResponse.redirect(new URL("/proxied/route", request.url)),
  "/proxied/answered": () => new Response("by the proxy", { status: 401, headers: { "WWW-Authenticate": "Bearer" } }),
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

export const proxy = (request: NextRequest, event: NextFetchEvent) =>
  request.nextUrl.searchParams.has("alone") ? alone(request) : composed(request, event);

export const config = { matcher: "/proxied/:path*" };
