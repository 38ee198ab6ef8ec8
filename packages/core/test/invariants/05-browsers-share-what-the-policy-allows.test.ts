import fc from "fast-check";
import { expect, test } from "vitest";
import { BlockedError, type Browser, createBrowser } from "../../../browser/src/index.ts";
import { definePolicy, withCors } from "../../src/index.ts";
import {
  type AnyOptions,
  anyOptions,
  originFor,
  pageHeaders,
  pageMethod,
  RUNS,
  toRequest,
  yieldToEventLoop,
} from "./arbitraries.ts";

interface PageRequest {
  readonly url: string;
  readonly init: RequestInit & { readonly keepUploadListener: boolean };
}

const pageRequest: fc.Arbitrary<PageRequest> = fc.record({
  url: fc.constantFrom("https://api.example.net/items", "https://api.example.net/items", "https://api.example.net/"),
  init: fc.record({
    method: pageMethod,
    headers: pageHeaders,
    credentials: fc.constantFrom("omit", "same-origin", "include"),
    keepUploadListener: fc.boolean(),
  }),
});

/** Requests from one page to one server, so that the preflight cache can be used. */
const session = anyOptions.chain((options) =>
  fc.tuple(fc.constant(options), originFor(options), fc.array(pageRequest, { minLength: 1, maxLength: 6 })),
);

interface Seen {
  readonly isShared: boolean;
  readonly preflight: Browser["log"][number] | undefined;
}

/** The result of a request in the browser, and the preflight before it. */
async function ask(browser: Browser, { url, init }: PageRequest): Promise<Seen> {
  const sentBefore = browser.log.length;
  const isShared = await browser.fetch(url, init).then(
    () => true,
    (error: unknown) => {
      if (error instanceof BlockedError) return false;
      throw error;
    },
  );
  return { isShared, preflight: browser.log.slice(sentBefore).find(({ kind }) => kind === "preflight") };
}

/** Whether the policy allows the request of the page, according to its decisions. */
async function isAllowed(
  options: AnyOptions,
  origin: string,
  { init }: PageRequest,
  { preflight }: Seen,
): Promise<boolean> {
  const policy = definePolicy(options);
  const actual = await policy.decide(toRequest({ method: "GET", headers: { Origin: origin } }));
  const mayUseCredentials = init.credentials !== "include" || policy.options.credentials;
  // Without a preflight, everything is CORS-safelisted, or the preflight cache has an entry.
  const isPreflightAllowed = preflight === undefined || (await policy.decide(preflight.request)).allowed;
  return actual.allowed && mayUseCredentials && isPreflightAllowed;
}

test("5. A browser blocks a request exactly if the policy denies it", async () => {
  let shared = 0;
  let saved = 0;
  await fc.assert(
    fc
      .asyncProperty(session, async ([options, origin, requests]) => {
        const network = withCors(() => new Response("secret"), options);
        const browser = createBrowser({ origin, network });
        for (const request of requests) {
          const seen = await ask(browser, request);
          expect(seen.isShared).toBe(await isAllowed(options, origin, request, seen));
          const fresh = await ask(createBrowser({ origin, network }), request);
          expect(fresh.isShared, "the preflight cache changes no verdict").toBe(seen.isShared);
          shared += seen.isShared ? 1 : 0;
          saved += fresh.preflight && !seen.preflight ? 1 : 0;
        }
      })
      .beforeEach(yieldToEventLoop),
    RUNS,
  );
  // The property is not vacuous: some responses were shared, and the cache saved some preflights.
  expect(shared).toBeGreaterThan(RUNS.numRuns / 10);
  expect(saved).toBeGreaterThan(RUNS.numRuns / 100);
});

test("5. A page can read exactly the exposed headers", async () => {
  const exposing = fc.tuple(
    fc.uniqueArray(fc.constantFrom("X-Request-Id", "ETag", "*"), { maxLength: 3 }),
    fc.boolean(),
    fc.constantFrom("omit" as const, "include" as const),
  );
  await fc.assert(
    fc
      .asyncProperty(exposing, async ([exposedHeaders, credentials, mode]) => {
        const origin = "https://app.example.com";
        const handler = (): Response =>
          new Response("", { headers: { "X-Request-Id": "7", ETag: '"1"', Expires: "0", "Set-Cookie": "a=1" } });
        const network = withCors(handler, { origin: [origin], credentials, exposedHeaders });
        const response = await createBrowser({ origin, network })
          .fetch("https://api.example.net/", { credentials: mode })
          .catch(() => undefined);
        expect(response !== undefined).toBe(credentials || mode === "omit");
        if (!response) return;
        for (const name of ["X-Request-Id", "ETag"]) {
          const isExposed = exposedHeaders.some((exposed) => exposed === name || exposed === "*");
          expect(response.headers.has(name)).toBe(isExposed);
        }
        expect(response.headers.has("Expires")).toBe(true);
        expect(response.headers.has("Set-Cookie")).toBe(false);
      })
      .beforeEach(yieldToEventLoop),
    RUNS,
  );
});
