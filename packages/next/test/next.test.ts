// Runs the cases in a real Next.js app, on its Node runtime and its edge runtime.
import { describeRuntime, type Running } from "@fetch-cors/conformance/runtime";
import { describe, expect, test } from "vitest";
import { auth } from "./own/auth.ts";
import { development } from "./own/development.ts";
import { errors } from "./own/errors.ts";
import { navigation } from "./own/navigation.ts";
import { pagesRouter } from "./own/pages-router.ts";
import { proxy } from "./own/proxy.ts";
import { requests } from "./own/requests.ts";
import { responses } from "./own/responses.ts";
import { routes } from "./own/routes.ts";
import { staticRoutes } from "./own/static-routes.ts";
import { unusualHeaders } from "./own/unusual-headers.ts";
import { NEXTS_VARY, preflight, send } from "./send.ts";
import { startNext, version } from "./start-next.ts";

// Next.js adds the names of its router to `Vary`; the conformance cases compare the rest.
const { fetch } = globalThis;
globalThis.fetch = Object.assign(async (...args: Parameters<typeof fetch>) => {
  const response = await fetch(...args);
  const headers = new Headers(response.headers);
  const names = headers.get("Vary")?.split(", ") ?? [];
  headers.delete("Vary");
  for (const name of names.filter((name) => !NEXTS_VARY.test(name))) headers.append("Vary", name);
  return Object.defineProperty(response, "headers", { value: headers });
}, fetch);

const transportHeaders = ["Connection", "Content-Length", "Date", "Keep-Alive", "Transfer-Encoding"];
let output = (): string => "";

const startAt = (path: string) => async (): Promise<Running> => {
  const started = await startNext();
  output = started.output;
  return { url: started.url + path, stop: started.stop };
};

describeRuntime(
  {
    adapter: "@fetch-cors/next",
    runtime: `Next.js ${version} (next start)`,
    start: startAt("/conformance"),
    transportHeaders,
  },
  (conformance) => {
    const url = (path: string): string => conformance().replace("/conformance", path);
    describe("routes", () => routes(url));
    describe("responses", () => responses(url));
    describe("redirect(), notFound() and similar functions", () => navigation(url));
    describe("errors", () => errors(url, () => output()));
    describe("static routes", () => staticRoutes(url, () => output()));
    describe("the Pages Router, with @fetch-cors/node", () => pagesRouter(url));
    describe("corsProxy", () => proxy(url, () => output()));
    describe("the request of Next.js", () => requests(url, () => output()));
    describe("Auth.js", () => auth(url));
    describe("unusual headers", () => unusualHeaders(url));
    describe("next dev", development);
  },
);

describeRuntime(
  {
    adapter: "@fetch-cors/next",
    runtime: `Next.js ${version} (edge runtime)`,
    start: startAt("/edge/conformance"),
    transportHeaders,
  },
  (conformance) => {
    test("a route behind a proxy with the same policy gets one set of headers", async () => {
      const url = conformance().replace("/edge/conformance", "/proxied/edge");
      const answer = await send(url);
      expect(answer.body).toBe("edge");
      expect(answer.lines.filter(([name]) => /^(?:access-control-.*|vary)$/.test(name)).sort()).toEqual([
        ["access-control-allow-credentials", "true"],
        ["access-control-allow-origin", "https://app.example.com"],
        ["access-control-expose-headers", "X-Request-Id"],
        ["vary", "Origin"],
      ]);
      expect((await preflight(url, "PUT")).status).toBe(204);
    });
  },
);
