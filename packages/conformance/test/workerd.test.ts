// Runs the cases in the real workerd, the runtime of Cloudflare Workers, over its own socket: the proxy of miniflare
// compresses responses, which would hide how workerd sends them.
import { type IncomingHttpHeaders, request } from "node:http";
import { createRequire } from "node:module";
import type { Readable } from "node:stream";
import { Miniflare } from "miniflare";
import { expect, test } from "vitest";
import { describeRuntime } from "../src/runtime.ts";
import { bundle } from "./bundle.ts";

const APP = "https://app.example.com";
const TWO = "https://two.example";
const EVIL = "https://evil.example";
const ALLOWED = { "access-control-allow-origin": APP, "access-control-allow-credentials": "true", vary: "Origin" };

const { version } = createRequire(createRequire(import.meta.url).resolve("miniflare"))("workerd/package.json");

describeRuntime(
  {
    adapter: "@fetch-cors/core",
    runtime: `workerd ${version}`,
    transportHeaders: ["content-length", "transfer-encoding"],
    cannotRun: { "preflight-empty-origin": "workerd drops an empty Origin" },
    start: async () => {
      const miniflare = new Miniflare({
        name: "worker",
        modules: [
          {
            type: "ESModule",
            path: "worker.mjs",
            contents: await bundle("workerd-entry.ts", "index.js", { format: "esm" }),
          },
        ],
        compatibilityDate: "2026-07-01",
        bindings: { ORIGIN: APP },
        serviceBindings: { SELF: "worker" },
        unsafeDirectSockets: [{ host: "127.0.0.1", port: 0 }],
        // Discards what it logs about errors that are thrown on purpose.
        handleRuntimeStdio: (stdout: Readable, stderr: Readable) =>
          void [stdout, stderr].map((stream) => stream.resume()),
      });
      const { origin } = await miniflare.unsafeGetDirectURL();
      return { url: origin, stop: () => miniflare.dispose() };
    },
  },
  (url) => {
    const get = (path: string, origin = APP, init: RequestInit = {}): Promise<Response> =>
      fetch(`${url()}/own/${path}`, { redirect: "manual", ...init, headers: { Origin: origin, ...init.headers } });
    const preflight = { method: "OPTIONS", headers: { "Access-Control-Request-Method": "PUT" } };

    /** The CORS headers and Vary; the lines of one name are combined. */
    const cors = ({ headers }: Response): Record<string, string> =>
      Object.fromEntries([...headers].filter(([name]) => name === "vary" || name.startsWith("access-control-")));

    test("workerd drops an empty Origin, but no other empty header", async () => {
      const headers = { "X-Empty": "", "Access-Control-Request-Method": "" };
      const names = await (await get("headers", "", { headers })).json();
      expect(names).toContain("x-empty");
      expect(names).toContain("access-control-request-method");
      expect(names).not.toContain("origin");
    });

    for (const [path, what] of [
      ["fetched", "fetched over the network"],
      ["bound", "from a service binding"],
      ["manual", "with applyDecision"],
    ] as const) {
      test(`a response ${what} is immutable, and is copied with its status and cookies`, async () => {
        const response = await get(path);
        expect(cors(response)).toEqual(ALLOWED);
        expect(response.status).toBe(203);
        expect(response.headers.getSetCookie()).toEqual(["a=1; Path=/", "b=2; Path=/"]);
        expect(response.headers.get("X-Upstream")).toBe("yes");
        expect(await response.text()).toBe("from upstream");
      });

      test(`CORS headers of a response ${what} are removed for a denied origin`, async () =>
        expect(cors(await get(path, EVIL))).toEqual({ vary: "Origin" }));
    }

    test("Response.redirect is copied with its Location", async () => {
      const response = await get("redirect");
      expect(cors(response)).toEqual(ALLOWED);
      expect([response.status, response.headers.get("Location")]).toEqual([308, "https://api.example.com/v2"]);
    });

    test("the copy of a compressed response is compressed once", async () => {
      const response = await get("gzip");
      expect(cors(response)).toEqual(ALLOWED);
      expect(response.headers.get("Content-Encoding")).toBe("gzip");
      expect(await response.text()).toBe("hello ".repeat(100));
    });

    for (const [path, what] of [
      ["socket", "of the worker"],
      ["fetched-socket", "of an upstream"],
    ] as const) {
      test(`a WebSocket ${what} passes through the policy`, async () =>
        expect(await echoed(`${url()}/own/${path}`, APP)).toMatchObject({
          status: 101,
          headers: { "access-control-allow-origin": APP },
          received: "hello",
        }));

      test(`a denied origin can open a WebSocket ${what}, which CORS does not cover`, async () => {
        const { status, headers } = await echoed(`${url()}/own/${path}`, EVIL);
        expect(status).toBe(101);
        expect(headers).not.toHaveProperty("access-control-allow-origin");
      });
    }

    test("allowsOrigin can reject a WebSocket from a denied origin", async () => {
      expect(await echoed(`${url()}/own/guarded-socket`, APP)).toMatchObject({ status: 101, received: "hello" });
      expect(await echoed(`${url()}/own/guarded-socket`, EVIL)).toMatchObject({ status: 403 });
    });

    test("handler and policy function get env", async () => {
      const response = await get("env");
      expect(await response.json()).toEqual({ origin: APP });
      expect(response.headers.get("Access-Control-Allow-Origin")).toBe(APP);
      expect((await get("env", APP, preflight)).status).toBe(204);
      expect((await get("env", EVIL, preflight)).status).toBe(403);
    });

    test("waitUntil continues after the response, and does not run for a preflight", async () => {
      await get("wait-until?preflight", APP, preflight);
      expect(await (await get("wait-until?first")).json()).toEqual([]);
      await expect.poll(async () => (await get("wait-until?second")).json()).toContain("?first");
      expect(await (await get("wait-until?third")).json()).not.toContain("?preflight");
    });

    test("a stream arrives chunk by chunk", async () => {
      const response = await get("streamed");
      expect(cors(response)).toEqual(ALLOWED);
      const reader = (response.body as ReadableStream<Uint8Array>).getReader();
      const next = async (): Promise<string> => new TextDecoder().decode((await reader.read()).value);
      expect([await next(), await next()]).toEqual(["data: first\n\n", "data: second\n\n"]);
    });

    test("a page that HTMLRewriter transforms gets the CORS headers", async () => {
      const response = await get("rewritten");
      expect(cors(response)).toEqual(ALLOWED);
      expect(await response.text()).toBe("<title>new</title>");
    });

    test("every preflight gets the same response, although workerd ties objects to the request that created them", async () => {
      for (const [origin, status] of [
        [APP, 204],
        [EVIL, 403],
      ] as const) {
        const first = await get("fetched", origin, preflight);
        expect(first.status).toBe(status);
        for (const again of [await get("fetched", origin, preflight), await get("fetched", origin, preflight)]) {
          expect([again.status, cors(again)]).toEqual([status, cors(first)]);
        }
      }
    });

    test("a handler that throws produces a 500 that the page can read", async () => {
      const response = await get("throws");
      expect([response.status, cors(response)]).toEqual([500, ALLOWED]);
    });

    test("an error that is passed on produces workerd's own 500, without CORS headers", async () => {
      const response = await get("throws-through");
      expect([response.status, cors(response)]).toEqual([500, {}]);
    });

    test("a cached response within the policy gets the headers of each request", async () => {
      for (const origin of [APP, TWO]) {
        const response = await get("cache-inside", origin);
        expect(cors(response)).toEqual({ ...ALLOWED, "access-control-allow-origin": origin });
        expect(await response.text()).toBe("made 1");
      }
      expect(cors(await get("cache-inside", EVIL))).toEqual({ vary: "Origin" });
    });

    test("a Cache API outside of the policy serves one origin's response to another, because it ignores Vary", async () => {
      expect(cors(await get("cache-outside", APP))).toEqual(ALLOWED);
      expect(cors(await get("cache-outside", TWO))).toEqual(ALLOWED);
    });

    test("a response to HEAD has the headers, and no body", async () => {
      const response = await get("page", APP, { method: "HEAD" });
      expect(cors(response)).toEqual(ALLOWED);
      expect(await response.text()).toBe("");
    });
  },
);

/** Opens a WebSocket, sends "hello" and returns the first message. Only a handmade request can send an Origin. */
function echoed(
  url: string,
  origin: string,
): Promise<{ status: number | undefined; headers: IncomingHttpHeaders; received?: string }> {
  const headers = {
    Origin: origin,
    Connection: "Upgrade",
    Upgrade: "websocket",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    "Sec-WebSocket-Version": "13",
  };
  return new Promise((resolve, reject) => {
    request(url, { headers })
      .once("error", reject)
      .once("response", ({ statusCode, headers }) => resolve({ status: statusCode, headers }))
      .once("upgrade", ({ statusCode, headers }, socket) => {
        // One masked text frame with the mask zero (RFC 6455, section 5.2); the frame from the server is not masked.
        socket.write(Buffer.from([0x81, 0x85, 0, 0, 0, 0, ...Buffer.from("hello")]));
        socket.once("data", (frame: Buffer) => {
          socket.destroy();
          resolve({ status: statusCode, headers, received: frame.subarray(2).toString() });
        });
      })
      .end();
  });
}
