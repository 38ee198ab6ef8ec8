/** The policies of the routes. */
import { type CorsOptions, type CorsPolicy, definePolicy } from "@fetch-cors/next";
import type { NextRequest } from "next/server";

export const policy: CorsPolicy = definePolicy({
  origin: ["https://app.example.com", "http://localhost:*"],
  credentials: true,
  exposedHeaders: ["X-Request-Id"],
});

/** The policies by tenant. */
export const policies: ReadonlyMap<string, CorsPolicy> = new Map([
  ["acme", definePolicy({ origin: "https://acme.example" })],
  ["public", definePolicy({ origin: "*" })],
]);

/** Its predicate reads the NextRequest, in a route and in the proxy. */
export const byRequest: CorsPolicy = definePolicy({
  origin: (origin, request: NextRequest) => origin === `https://${request.nextUrl.searchParams.get("tenant")}.example`,
});

const ORIGIN = "https://app.example.com";

/** Options that produce empty, zero, or long headers. */
export const UNUSUAL: Readonly<Record<string, CorsOptions>> = {
  "no-methods": { origin: ORIGIN, methods: [] },
  "no-headers": { origin: ORIGIN, allowedHeaders: [] },
  neither: { origin: ORIGIN, credentials: true, methods: [], allowedHeaders: [], exposedHeaders: [] },
  echo: { origin: ORIGIN, credentials: true, methods: "*", allowedHeaders: "*", exposedHeaders: "*" },
  "no-cache": { origin: ORIGIN, maxAge: 0 },
  status: { origin: ORIGIN, preflightStatus: 200 },
  "other-status": { origin: ORIGIN, preflightStatus: 299 },
  "reset-content": { origin: ORIGIN, preflightStatus: 205 },
  long: { origin: ORIGIN, allowedHeaders: Array.from({ length: 200 }, (_, index) => `X-Header-${index}`) },
  public: { origin: "*", methods: "*", allowedHeaders: ["*", "Authorization"], exposedHeaders: "*" },
};

const compiled = new Map(Object.entries(UNUSUAL).map(([kind, options]) => [kind, definePolicy(options)]));

export function unusual(kind = ""): CorsPolicy {
  const found = compiled.get(kind);
  if (!found) throw new Error(`no such policy: ${kind}`);
  return found;
}
