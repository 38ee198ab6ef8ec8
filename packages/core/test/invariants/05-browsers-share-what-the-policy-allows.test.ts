import fc from "fast-check";
import { expect, test } from "vitest";
import { definePolicy, withCors } from "../../src/index.ts";
import { type AnyOptions, anyOptions, originFor, pageHeaders, pageMethod, RUNS, toRequest } from "./arbitraries.ts";
import {
  fetchFromPage,
  normalizeMethod,
  type PageRequest,
  PreflightCache,
  unsafeHeaderNames,
} from "./browser-model.ts";

/** Requests of one page to one server, so that earlier preflights can save later ones. */
const session = anyOptions.chain((options) =>
  fc.tuple(
    fc.constant(options),
    originFor(options).chain((origin) =>
      fc.array(
        fc.record<PageRequest>({
          origin: fc.constant(origin),
          url: fc.constantFrom(
            "https://api.example.net/items",
            "https://api.example.net/items",
            "https://api.example.net/",
          ),
          method: pageMethod,
          headers: pageHeaders,
          credentials: fc.constantFrom("omit", "include"),
          useCorsPreflight: fc.boolean(),
        }),
        { minLength: 1, maxLength: 6 },
      ),
    ),
  ),
);

/** Whether the policy allows what the page asks for, as its decisions say. */
async function isAllowed(options: AnyOptions, request: PageRequest, preflighted: boolean): Promise<boolean> {
  const policy = definePolicy(options);
  const Origin = request.origin;
  const method = normalizeMethod(request.method);
  const preflight = await policy.decide(
    toRequest({
      method: "OPTIONS",
      headers: {
        Origin,
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": unsafeHeaderNames(request.headers).join(","),
      },
    }),
  );
  const actual = await policy.decide(toRequest({ method, headers: { Origin } }));
  const credentials = request.credentials === "omit" || policy.options.credentials;
  return actual.allowed && credentials && (!preflighted || preflight.allowed);
}

test("5. What the policy denies, a browser blocks; what it allows, a browser shares", async () => {
  let shared = 0;
  let cached = 0;
  await fc.assert(
    fc.asyncProperty(session, async ([options, requests]) => {
      const server = withCors(() => new Response("secret"), options);
      const cache = new PreflightCache();
      for (const request of requests) {
        const verdict = await fetchFromPage(request, server, cache);
        // Where no preflight goes out, the method and headers are safelisted, or an earlier preflight has allowed them.
        expect(verdict.shared, verdict.reason).toBe(await isAllowed(options, request, verdict.preflighted));
        const fresh = await fetchFromPage(request, server);
        expect(fresh.shared, "the preflight cache changes no verdict").toBe(verdict.shared);
        shared += verdict.shared ? 1 : 0;
        cached += fresh.preflighted && !verdict.preflighted ? 1 : 0;
      }
    }),
    RUNS,
  );
  // The property is about something: there were shared responses, and preflights that the cache saved.
  expect(shared).toBeGreaterThan(RUNS.numRuns / 10);
  expect(cached).toBeGreaterThan(RUNS.numRuns / 100);
});

test("5. The page reads exactly the exposed headers", async () => {
  const exposing = fc.tuple(
    fc.uniqueArray(fc.constantFrom("X-Request-Id", "ETag", "*"), { maxLength: 3 }),
    fc.boolean(),
    fc.constantFrom("omit" as const, "include" as const),
  );
  await fc.assert(
    fc.asyncProperty(exposing, async ([exposedHeaders, credentials, mode]) => {
      const origin = "https://app.example.com";
      const handler = (): Response =>
        new Response("", { headers: { "X-Request-Id": "7", ETag: '"1"', Expires: "0", "Set-Cookie": "a=1" } });
      const server = withCors(handler, { origin: [origin], credentials, exposedHeaders });
      const url = "https://api.example.net/";
      const verdict = await fetchFromPage({ origin, url, method: "GET", headers: {}, credentials: mode }, server);
      expect(verdict.shared).toBe(credentials || mode === "omit");
      if (!verdict.shared) return;
      for (const name of ["X-Request-Id", "ETag"]) {
        const isExposed = exposedHeaders.some((exposed) => exposed === name) || exposedHeaders.includes("*");
        expect(verdict.readable.includes(name.toLowerCase())).toBe(isExposed);
      }
      expect(verdict.readable).toContain("expires");
      expect(verdict.readable).not.toContain("set-cookie");
    }),
    RUNS,
  );
});
