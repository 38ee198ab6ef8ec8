// One policy for everything below /proxied.
import { corsProxy } from "@fetch-cors/next";
import { policy } from "./policy.ts";

export const proxy = corsProxy(policy);

export const config = { matcher: "/proxied/:path*" };
