// `cors` in Connect: the shared conformance cases, and what is specific to Connect.
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { describeRuntime } from "@fetch-cors/conformance/runtime";
import connect from "connect";
import { expect, test } from "vitest";
import { cors } from "../src/index.ts";
import { mountOn } from "./case-app.ts";
import { conformanceListener, linesOf, type Send, sendBody } from "./conformance-listener.ts";
import { APP, ask, EVIL, FROM_APP, FROM_EVIL, listen, PREFLIGHT, serve } from "./serve.ts";
import { TRANSPORT_HEADERS } from "./transport-headers.ts";

const { version } = createRequire(import.meta.url)("connect/package.json");
const policy = { origin: APP };
const ALLOWED = [`access-control-allow-origin: ${APP}`, "vary: Origin"];

/** Sends with `writeHead`, and names and values in turn. */
const send: Send = async (response, res) => {
  res.statusMessage = response.statusText;
  res.writeHead(response.status, linesOf(response.headers).flat());
  return sendBody(response, res);
};

let base = "";

describeRuntime(
  {
    adapter: "@fetch-cors/node",
    skipsInnerPolicy: true,
    runtime: `Connect ${version} on Node ${process.versions.node}`,
    transportHeaders: TRANSPORT_HEADERS,
    cannotRun: { "error-thrown-nothing": "Connect treats an undefined error as no error" },
    start: async () => {
      const mount = mountOn(connect, cors, send);
      const running = await listen(createServer(conformanceListener(mount, send, () => base) as never));
      base = running.url;
      return running;
    },
  },
  () => {
    test("Connect's own 404 and 500 get the CORS headers", async () => {
      const app = connect()
        .use(cors(policy))
        .use("/broken", () => {
          throw Object.assign(new Error("secret"), { status: 503, headers: { "Access-Control-Allow-Origin": "*" } });
        });
      const url = await serve(app);
      expect(await ask(url, { headers: FROM_APP })).toMatchObject({ status: 404, cors: ALLOWED });
      Object.assign(app, { env: "test" });
      const log = expect(await ask(`${url}/broken`, { headers: FROM_EVIL }));
      log.toMatchObject({ status: 503, cors: ["vary: Origin"] });
    });

    test("a policy applies to the path where it is mounted, and answers preflights there", async () => {
      const app = connect()
        .use("/api", cors(policy))
        .use((_req: unknown, res: { end(body: string): unknown }) => res.end("hello"));
      const url = await serve(app);
      expect(await ask(`${url}/api/users`, { headers: FROM_APP })).toMatchObject({ body: "hello", cors: ALLOWED });
      expect(await ask(`${url}/api/users`, PREFLIGHT)).toMatchObject({ status: 204, body: "" });
      expect(await ask(url, { headers: FROM_APP })).toMatchObject({ body: "hello", cors: [] });
      expect(await ask(url, PREFLIGHT)).toMatchObject({ status: 200, body: "hello", cors: [] });
    });

    test("an outer policy answers preflights, and the inner policy is skipped", async () => {
      const app = connect()
        .use(cors(policy))
        .use(cors({ origin: EVIL, credentials: true }))
        .use((_req: unknown, res: { end(): unknown }) => res.end());
      const url = await serve(app);
      expect((await ask(url, { headers: FROM_APP })).cors).toEqual(ALLOWED);
      expect((await ask(url, { headers: FROM_EVIL })).cors).toEqual(["vary: Origin"]);
      const preflight = { ...PREFLIGHT, headers: { ...PREFLIGHT.headers, ...FROM_EVIL } };
      expect((await ask(url, preflight)).status).toBe(403);
    });
  },
);
