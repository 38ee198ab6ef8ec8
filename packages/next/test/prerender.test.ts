// The state of Next.js decides which errors it handles, and whether a policy can read the headers. Tested with the real
// storages of Next.js, and without a server.
import "next/dist/server/node-environment-baseline.js";
import { afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { corsRoute, definePolicy, withCors } from "../src/index.ts";

const ORIGIN = "https://app.example.com";
type Run = (store: object, callback: () => unknown) => unknown;
let runWork: Run;
let runWorkUnit: Run;
beforeAll(async () => {
  // They need the global that the first import in this file defines.
  const { workAsyncStorage } = await import("next/dist/server/app-render/work-async-storage.external.js");
  const { workUnitAsyncStorage } = await import("next/dist/server/app-render/work-unit-async-storage.external.js");
  const { patchFetch } = await import("next/dist/server/lib/patch-fetch.js");
  patchFetch({ workAsyncStorage, workUnitAsyncStorage });
  runWork = (store, callback) => workAsyncStorage.run(store as never, callback);
  runWorkUnit = (store, callback) => workUnitAsyncStorage.run(store as never, callback);
});
afterEach(() => vi.restoreAllMocks());

const request = (method = "GET"): Request =>
  new Request("https://api.example.com/", { method, headers: { Origin: ORIGIN } });

describe("an error", () => {
  const onError = (): Response => new Response(null, { status: 503 });
  const failing = withCors(
    (_request: Request): Response => {
      throw new Error("failed");
    },
    { origin: ORIGIN },
    { onError },
  );

  test.each(["prerender", "prerender-legacy", "prerender-runtime"])(
    "reaches Next.js in a work unit of type %s",
    (type) => {
      expect(() => runWorkUnit({ type }, () => failing(request()))).toThrow("failed");
    },
  );

  test("reaches the hook while Next.js handles a request, even if the request has no headers", () => {
    const answers = [request(), new Request("https://api.example.com/")].map((request) =>
      runWorkUnit({ type: "request" }, () => failing(request)),
    );
    expect(answers).toMatchObject([{ status: 503 }, { status: 503 }]);
  });

  test("is recognized by the field of Next.js before 16.4", () => {
    expect(() => runWork({ isStaticGeneration: true }, () => failing(request()))).toThrow("failed");
    expect(runWork({ isStaticGeneration: false }, () => failing(request()))).toMatchObject({ status: 503 });
  });

  test("reaches Next.js if reading the headers throws", () => {
    const hidden = Object.defineProperty(request(), "headers", {
      get() {
        throw new Error("the route is dynamic");
      },
    });
    const open = withCors((): Response => {
      throw new Error("failed");
    });
    expect(() => open(hidden)).toThrow("failed");
  });
});

test("onDecision observes the decisions about requests, but not those of a prerender", () => {
  const onDecision = vi.fn();
  const wrapped = withCors((_request: Request) => new Response(), { origin: ORIGIN }, { onDecision });
  runWorkUnit({ type: "prerender-legacy" }, () => wrapped(request()));
  expect(onDecision).not.toHaveBeenCalled();
  runWorkUnit({ type: "request" }, () => wrapped(request()));
  wrapped(request());
  expect(onDecision).toHaveBeenCalledTimes(2);
});

describe('under dynamic = "force-static"', () => {
  const forced = (callback: () => unknown): unknown => runWork({ route: "/api/x", forceStatic: true }, callback);
  const warnings = (): readonly unknown[] => vi.mocked(console.warn).mock.calls.map(([text]) => text);
  const handler = (): Response => new Response("hello");

  test("a policy that needs the headers warns once", () => {
    vi.spyOn(console, "warn").mockReturnValue();
    const wrapped = withCors((_request: Request) => new Response("hello"), { origin: ORIGIN });
    for (const _time of [1, 2]) forced(() => wrapped(request()));
    expect(warnings()).toEqual([expect.stringContaining('/api/x has dynamic = "force-static"')]);
  });

  test("a policy function warns once, and so do two handlers of one route", async () => {
    vi.spyOn(console, "warn").mockReturnValue();
    const route = corsRoute({ GET: handler }, () => definePolicy({ origin: ORIGIN }));
    await forced(() => route.GET(request()));
    await forced(() => route.OPTIONS(request("OPTIONS")));
    expect(warnings()).toHaveLength(1);
  });

  test.each([
    ["no policy", corsRoute({ GET: handler })],
    ["options", corsRoute({ GET: handler }, { origin: "*" })],
    ["a list", corsRoute({ GET: handler }, { origin: ["*"] })],
    ["a compiled policy", corsRoute({ GET: handler }, definePolicy({ origin: "*" }))],
  ])("the public policy warns only about preflights (%s)", (_kind, route) => {
    vi.spyOn(console, "warn").mockReturnValue();
    forced(() => route.GET(request()));
    expect(warnings()).toEqual([]);
    forced(() => route.OPTIONS(request("OPTIONS")));
    expect(warnings()).toHaveLength(1);
  });

  test("any other route does not warn", () => {
    vi.spyOn(console, "warn").mockReturnValue();
    const wrapped = withCors((_request: Request) => new Response("hello"), { origin: ORIGIN });
    runWork({ route: "/api/x" }, () => wrapped(request()));
    wrapped(request());
    expect(warnings()).toEqual([]);
  });
});
