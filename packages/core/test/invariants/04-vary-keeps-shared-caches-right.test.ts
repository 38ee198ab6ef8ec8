import fc from "fast-check";
import { expect, test } from "vitest";
import { type BlockedError, createBrowser } from "../../../browser/src/index.ts";
import { withCors } from "../../src/index.ts";
import {
  anyOptions,
  handlerResponse,
  incomingFor,
  isPreflight,
  originFor,
  RUNS,
  respond,
  toRequest,
  varyOf,
  yieldToEventLoop,
} from "./arbitraries.ts";

const requests = anyOptions.chain((options) =>
  fc.tuple(fc.constant(options), fc.array(incomingFor(options), { minLength: 2, maxLength: 8 })),
);

test("4. Allowed, denied and Origin-less responses to the same method carry the same Vary", async () => {
  await fc.assert(
    fc
      .asyncProperty(requests, handlerResponse, async ([options, incoming], answer) => {
        const fetch = withCors(() => respond(answer), options);
        const seen = new Map<string, string[]>();
        for (const one of incoming) {
          const response = await fetch(toRequest(one));
          // A preflight response does not have the handler's Vary.
          const key = `${one.method} ${isPreflight(one)}`;
          const vary = varyOf(response);
          expect(vary).toEqual(seen.get(key) ?? vary);
          seen.set(key, vary);
          if (options.origin !== "*" && !vary.includes("*")) expect(vary).toContain("origin");
        }
      })
      .beforeEach(yieldToEventLoop),
    RUNS,
  );
});

/** A server behind a cache that all pages share, and that stores every GET response as long as `Vary` permits it. */
function cached(network: (request: Request) => Response | Promise<Response>): (request: Request) => Promise<Response> {
  const stored: { request: Request; response: Response }[] = [];
  return async (request) => {
    const isHit = ({ request: { headers }, response }: (typeof stored)[number]): boolean =>
      varyOf(response).every((name) => name !== "*" && headers.get(name) === request.headers.get(name));
    const hit = request.method === "GET" ? stored.find(isHit) : undefined;
    const response = hit?.response ?? (await network(request));
    if (!hit && request.method === "GET") stored.push({ request, response });
    return response.clone();
  };
}

test("4. A shared cache does not change the result that a page gets", async () => {
  const pages = anyOptions.chain((options) =>
    fc.tuple(
      fc.constant(options),
      fc.array(fc.tuple(originFor(options), fc.constantFrom("omit" as const, "include" as const)), { minLength: 2 }),
    ),
  );
  let shared = 0;
  await fc.assert(
    fc
      .asyncProperty(pages, handlerResponse, async ([options, asking], answer) => {
        const server = withCors(() => respond(answer), options);
        const behindCache = cached(server);
        for (const [origin, credentials] of asking) {
          const verdict = (network: Parameters<typeof createBrowser>[0]["network"]): Promise<unknown> =>
            createBrowser({ origin, network })
              .fetch("https://api.example.net/items", { credentials, redirect: "manual" })
              .then(({ type, headers }) => [type, ...headers.keys()])
              .catch((error: BlockedError) => error.code);
          const direct = await verdict(server);
          expect(await verdict(behindCache)).toEqual(direct);
          shared += Array.isArray(direct) && direct[0] === "cors" ? 1 : 0;
        }
      })
      .beforeEach(yieldToEventLoop),
    RUNS,
  );
  expect(shared).toBeGreaterThan(RUNS.numRuns / 10);
});

test("4. A shared cache that follows Vary never changes a response", async () => {
  await fc.assert(
    fc
      .asyncProperty(requests, handlerResponse, async ([options, incoming], answer) => {
        const fetch = withCors(() => respond(answer), options);
        const stored: { key: string; vary: string[]; headers: Headers; answer: string }[] = [];
        for (const one of incoming) {
          const request = toRequest(one);
          const response = await fetch(request);
          const fresh = JSON.stringify([response.status, [...response.headers]]);
          const matches = (entry: (typeof stored)[number]): boolean =>
            entry.key === one.method &&
            !entry.vary.includes("*") &&
            entry.vary.every((name) => entry.headers.get(name) === request.headers.get(name));
          expect(stored.find(matches)?.answer ?? fresh).toBe(fresh);
          stored.push({ key: one.method, vary: varyOf(response), headers: request.headers, answer: fresh });
        }
      })
      .beforeEach(yieldToEventLoop),
    RUNS,
  );
});
