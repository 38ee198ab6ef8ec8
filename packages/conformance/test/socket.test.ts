// Runs the cases over a real socket: the report of the handler runs arrives, fetched responses are really fetched, and
// every case that cannot run over a socket is marked.
import { createServer, type RequestOptions, request } from "node:http";
import type { AddressInfo } from "node:net";
import { pipeline } from "node:stream/promises";
import { type CorsOptions, withCors } from "@fetch-cors/core";
import { beforeEach, expect, test, vi } from "vitest";
import { conformanceApp, type FetchHandler } from "../src/index.ts";
import { describeRuntime } from "../src/runtime.ts";

const APP = "https://app.example.com";

/** The handlers of the additional cases, by path. */
const mounted = new Map<string, FetchHandler>();
const app = conformanceApp(withCors, { upstream: () => base });
let base = "";

const server = createServer(async (incoming, outgoing) => {
  const { method = "GET", url = "", headersDistinct } = incoming;
  const request = new Request(`${base}${url}`, { method });
  for (const [name, values = []] of Object.entries(headersDistinct)) {
    for (const value of values) request.headers.append(name, value);
  }
  const { status, statusText, headers, body } = await (mounted.get(url) ?? app)(request);
  outgoing.writeHead(status, statusText, [...headers].flat());
  if (!body) outgoing.end();
  // A client that goes away cancels the stream.
  else await pipeline(body as unknown as AsyncIterable<Uint8Array>, outgoing).catch(() => undefined);
});

beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => undefined));

describeRuntime(
  {
    adapter: "@fetch-cors/core",
    runtime: `Node ${process.versions.node}`,
    transportHeaders: ["connection", "content-length", "date", "keep-alive", "transfer-encoding"],
    start: async () => {
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      return { url: base, stop: () => server.close().closeAllConnections() };
    },
  },
  (url) => {
    /** Mounts a handler with a policy, and returns its URL. */
    const mount = (handler: FetchHandler, policy: CorsOptions = { origin: APP }): string => {
      const path = `/own/${mounted.size}`;
      mounted.set(path, withCors(handler, policy));
      return `${url()}${path}`;
    };

    /** The raw header lines of the response with one of these names. */
    const lines = (address: string, options: RequestOptions, ...names: readonly string[]): Promise<readonly string[]> =>
      new Promise((resolve, reject) => {
        request(address, options)
          .once("error", reject)
          .once("response", (response) => {
            response.resume();
            const { rawHeaders } = response;
            const all = rawHeaders.flatMap((name, index) => (index % 2 ? [] : [`${name}: ${rawHeaders[index + 1]}`]));
            resolve(
              all.map((line) => line.toLowerCase()).filter((line) => names.some((name) => line.startsWith(name))),
            );
          })
          .end();
      });

    test("a stream is sent chunk by chunk: its start arrives before its end is produced", async () => {
      const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
      const writer = writable.getWriter();
      const response = fetch(
        mount(() => new Response(readable)),
        { headers: { Origin: APP } },
      );
      await writer.write(new TextEncoder().encode("first"));
      const { body, headers } = await response;
      expect(headers.get("Access-Control-Allow-Origin")).toBe(APP);
      const reader = (body as ReadableStream<Uint8Array>).getReader();
      expect(new TextDecoder().decode((await reader.read()).value)).toBe("first");
      await writer.close();
      expect((await reader.read()).done).toBe(true);
    });

    test("a client that disconnects cancels the handler's stream", async () => {
      let isCancelled = false;
      const endless = new ReadableStream<Uint8Array>({
        pull: (controller) => controller.enqueue(new Uint8Array(1024)),
        cancel: () => {
          isCancelled = true;
        },
      });
      const abort = new AbortController();
      await fetch(
        mount(() => new Response(endless)),
        { signal: abort.signal },
      );
      abort.abort();
      await expect.poll(() => isCancelled).toBe(true);
    });

    test("a HEAD gets the header lines of a GET, and no body", async () => {
      const address = mount(() => new Response("hello", { headers: { "Content-Length": "5", Vary: "Accept" } }));
      const names = ["access-control-", "content-", "vary"];
      const options = { headers: { Origin: APP } };
      const expected = await lines(address, options, ...names);
      expect(expected).toEqual(expect.arrayContaining(["content-length: 5", "vary: accept, origin"]));
      expect(await lines(address, { ...options, method: "HEAD" }, ...names)).toEqual(expected);
      expect(await (await fetch(address, { ...options, method: "HEAD" })).text()).toBe("");
    });

    test("each cookie has its own line, and every CORS header has one line", async () => {
      const address = mount(
        () => {
          const response = new Response(null, { headers: { "Access-Control-Allow-Origin": "*", Vary: "Accept" } });
          for (const value of ["a=1", "b=2", "c=3"]) response.headers.append("Set-Cookie", value);
          response.headers.append("Access-Control-Allow-Origin", APP);
          response.headers.append("Vary", "Cookie");
          return response;
        },
        { origin: APP, credentials: true },
      );
      expect(await lines(address, { headers: { Origin: APP } }, "access-control-", "set-cookie", "vary")).toEqual([
        "access-control-allow-credentials: true",
        `access-control-allow-origin: ${APP}`,
        "set-cookie: a=1",
        "set-cookie: b=2",
        "set-cookie: c=3",
        "vary: accept, cookie, origin",
      ]);
    });

    for (const [bytes, isEchoed] of [
      [8192, true],
      [8193, false],
    ] as const) {
      test(`a name of ${bytes} bytes ${isEchoed ? "is echoed completely" : "is not echoed"}`, async () => {
        const name = "x".repeat(bytes);
        const address = mount(() => new Response(), { origin: APP, credentials: true, allowedHeaders: "*" });
        const headers = {
          Origin: APP,
          "Access-Control-Request-Method": "PUT",
          "Access-Control-Request-Headers": name,
        };
        expect(await lines(address, { method: "OPTIONS", headers }, "access-control-allow-headers")).toEqual(
          isEchoed ? [`access-control-allow-headers: ${name}`] : [],
        );
      });
    }

    test("two Origin lines are not an origin, even if they are equal", async () => {
      const address = mount(() => new Response());
      const names = ["access-control-", "vary"];
      expect(await lines(address, { headers: { Origin: [APP, APP] } }, ...names)).toEqual(["vary: origin"]);
    });

    test("requested headers on several lines are combined", async () => {
      const address = mount(() => new Response(), { origin: APP, credentials: true, allowedHeaders: "*" });
      const headers = {
        Origin: APP,
        "Access-Control-Request-Method": "PUT",
        "Access-Control-Request-Headers": ["x-a", "x-b"],
      };
      expect(await lines(address, { method: "OPTIONS", headers }, "access-control-allow-headers")).toEqual([
        "access-control-allow-headers: x-a, x-b",
      ]);
    });
  },
);
