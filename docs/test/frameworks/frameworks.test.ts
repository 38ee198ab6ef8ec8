// Runs the recipes of docs/runtimes.md on the real frameworks: the policy answers, and the framework keeps what it has.
import type { StartedProcess } from "@fetch-cors/conformance/runtime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { type App, startApp } from "./app.ts";
import { astro, elysia, h3, nitro, reactRouter, svelteKit, worker } from "./apps.ts";

const ALLOWED = "https://app.example.com";
const DENIED = "https://evil.example";

/** The message that a WebSocket sends back, or the reason why it does not open. */
const echo = (url: string, origin: string): Promise<string> =>
  new Promise((resolve) => {
    const socket = new WebSocket(url.replace("http", "ws"), { origin });
    socket.on("open", () => socket.send("hello"));
    socket.on("message", (data) => {
      socket.close();
      resolve(String(data));
    });
    socket.on("error", (error) => resolve(error.message));
  });

interface Features {
  /** Whether static files are served `"with"` the headers of the policy, or `"without"`. */
  readonly files?: "with" | "without";
  readonly webSockets?: true;
}

const apps: readonly (readonly [App, Features])[] = [
  [worker, { webSockets: true }],
  [svelteKit, { files: "without" }],
  [reactRouter, { files: "without" }],
  [astro, { files: "without" }],
  [h3, { files: "with", webSockets: true }],
  [nitro, { files: "with" }],
  [elysia, { files: "with", webSockets: true }],
];

for (const [app, { files, webSockets }] of apps)
  describe(app.section, () => {
    let server: StartedProcess;
    beforeAll(async () => {
      server = await startApp(app);
    }, 300_000);
    afterAll(() => server?.stop());

    const get = async (path: string, Origin = ALLOWED, init: RequestInit = {}) => {
      const headers = { Origin, "Access-Control-Request-Method": "PUT" };
      const response = await fetch(`${server.url}${path}`, { ...init, headers });
      const allowed = response.headers.get("Access-Control-Allow-Origin");
      return { status: response.status, allowed, vary: response.headers.get("Vary"), body: await response.text() };
    };

    test("a page of an allowed origin reads a response, and no other page does", async () => {
      const response = await get("/users");
      expect(response).toMatchObject({ status: 200, allowed: ALLOWED });
      expect(JSON.parse(response.body)).toEqual([{ id: 7 }]);
      expect(response.vary).toContain("Origin");
      expect(await get("/users", DENIED)).toMatchObject({ status: 200, allowed: null });
    });

    test("a preflight is answered for a route that exists, and for one without OPTIONS", async () => {
      const preflight = { method: "OPTIONS" };
      expect(await get("/users", ALLOWED, preflight)).toMatchObject({ status: 204, allowed: ALLOWED });
      expect(await get("/users", DENIED, preflight)).toMatchObject({ status: 403, allowed: null });
    });

    test("a page reads the status of an error and of a 404", async () => {
      expect(await get("/broken")).toMatchObject({ status: 500, allowed: ALLOWED });
      expect(await get("/nowhere")).toMatchObject({ status: 404, allowed: ALLOWED });
    });

    test("a stream arrives whole", async () => {
      expect(await get("/stream")).toMatchObject({ status: 200, allowed: ALLOWED, body: "ab" });
    });

    if (files) {
      test(`a static file is served ${files} the headers`, async () => {
        const allowed = files === "with" ? ALLOWED : null;
        expect(await get("/a.txt")).toMatchObject({ status: 200, allowed, body: "a file" });
      });
    }

    if (webSockets) {
      test("a WebSocket opens for an allowed origin, and not for another one", async () => {
        expect(await echo(`${server.url}/ws`, ALLOWED)).toBe("hello");
        expect(await echo(`${server.url}/ws`, DENIED)).toBe("Unexpected server response: 403");
      });
    }
  });
