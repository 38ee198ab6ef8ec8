/** Invariant 4 with real shared caches: no cache changes a verdict, and without `Vary` every cache does. */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withCors } from "../../src/index.ts";
import { anyOptions, corsHeaders, handlerResponse, incomingFor, respond } from "../invariants/arbitraries.ts";
import { absence, nginx, startCache, varnish } from "./cache-program.ts";
import { type FetchHandler, send, startOriginServer } from "./origin-server.ts";

const RUNS = { numRuns: 400 };
const APP = "https://app.example.com";
const LIFETIME = ["Cache-Control", "public, max-age=60"] as const;

/** A response with a cookie must not be stored. */
const storable = handlerResponse.map(({ headers, ...rest }) => ({
  ...rest,
  headers: [...headers.filter(([name]) => name !== "Set-Cookie"), LIFETIME],
}));

/** An origin, or a similar one that a careless cache could confuse with it. */
const nearOrSame = (origin: string) =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constant(origin) },
    fc.constantFrom(`${origin}.evil.example`, `${origin}/`, `${origin},`, `${origin}, null`, origin.toUpperCase(), ""),
  );

/** A policy, the handler's response on each of two paths, and requests of which some are repeated. */
const scenario = anyOptions.chain((options) => {
  const headers = incomingFor(options).chain(({ headers }) =>
    "Origin" in headers
      ? nearOrSame(headers["Origin"]).map((Origin) => ({ ...headers, Origin }))
      : fc.constant(headers),
  );
  const request = fc.record({
    method: fc.constantFrom("GET", "GET", "GET", "HEAD", "OPTIONS"),
    path: fc.nat(1),
    headers,
  });
  const requests = fc
    .array(request, { minLength: 2, maxLength: 6 })
    .chain((pool) => fc.array(fc.constantFrom(...pool), { minLength: 6, maxLength: 18 }));
  return fc.tuple(fc.constant(options), fc.tuple(storable, storable), requests);
});

const verdict = (response: Response) => ({
  status: response.status,
  vary: response.headers.get("Vary"),
  cors: corsHeaders(response).map((name) => [name, response.headers.get(name)]),
});

const withoutVary = (handler: FetchHandler) => async (request: Request) => {
  const response = await handler(request);
  response.headers.delete("Vary");
  return response;
};

describe.each([nginx, varnish])("$command", (program) => {
  const reason = absence(program);

  test("is installed", ({ skip }) => {
    if (reason && process.env["REQUIRE_PROGRAMS"]) throw new Error(reason);
    if (reason) console.warn(reason);
    skip(reason !== undefined, reason);
  });

  describe.skipIf(reason)("before a server", () => {
    let server: Awaited<ReturnType<typeof startOriginServer>>;
    let cache: Awaited<ReturnType<typeof startCache>> | undefined;
    beforeAll(async () => {
      server = await startOriginServer();
      cache = await startCache(program, server.port);
    }, 30_000);
    afterAll(async () => {
      await cache?.stop();
      server.close();
    });
    const through = (path: string, method: string, headers: Record<string, string>) =>
      send(cache?.port ?? 0, path, method, headers);

    /**
     * The response through the cache equals that of the handler. `total` counts requests, and those that reach the
     * handler.
     */
    const neverDiffers = (change: (handler: FetchHandler) => FetchHandler, total = { sent: 0, fetched: 0 }) =>
      fc.asyncProperty(scenario, async ([options, answers, requests]) => {
        const handler = change(withCors(({ url }) => respond(answers[url.endsWith("0") ? 0 : 1]), options));
        const prefix = server.mount(handler);
        const before = server.hits();
        for (const { method, path, headers } of requests) {
          const url = `${prefix}/${path}`;
          const straight = await handler(new Request(`http://127.0.0.1${url}`, { method, headers }));
          expect(verdict(await through(url, method, headers)), "different verdict").toEqual(verdict(straight));
        }
        total.sent += requests.length;
        total.fetched += server.hits() - before;
      });

    test.each(program.stores)(
      "a %i is stored separately for each origin and for requests without Origin",
      async (status) => {
        const handler = withCors(() => new Response("", { status, headers: [[...LIFETIME]] }), { origin: [APP] });
        const path = server.mount(handler);
        const before = server.hits();
        for (const Origin of [APP, "https://evil.example", "null", undefined])
          for (const method of ["GET", "GET", "HEAD"]) {
            const { headers } = await through(path, method, Origin ? { Origin } : {});
            expect(headers.get("Access-Control-Allow-Origin")).toBe(Origin === APP ? APP : null);
          }
        expect(server.hits() - before).toBe(4);
      },
    );

    test.each(["*", "Accept, *", "*, *"])("4. No result changes if the handler sets Vary: %s", async (Vary) => {
      const handler = () => new Response("", { headers: [[...LIFETIME], ["Vary", Vary]] });
      const path = server.mount(withCors(handler, { origin: [APP] }));
      await through(path, "GET", { Origin: "https://evil.example" });
      expect((await through(path, "GET", { Origin: APP })).headers.get("Access-Control-Allow-Origin")).toBe(APP);
    });

    test("4. Every result is the same as without the cache", async () => {
      const total = { sent: 0, fetched: 0 };
      await fc.assert(
        neverDiffers((handler) => handler, total),
        RUNS,
      );
      // The other responses come from the store. Some are never stored: OPTIONS, Vary: *, and in some caches a 500.
      expect(total.fetched).toBeLessThan(total.sent * 0.9);
    });

    test("Without Vary, a result differs", async () => {
      const result = await fc.check(neverDiffers(withoutVary), RUNS);
      expect(result.failed).toBe(true);
      expect(String(result.errorInstance)).toContain("different verdict");
    });
  });
});
