// `Deno.serve`: the conformance cases, the routes, and every kind of options.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describeRuntime, type StartedProcess, startProcess } from "@fetch-cors/conformance/runtime";
import { afterAll, expect, test } from "vitest";
import { casesOfRoutes } from "./cases-of-routes.ts";
import { casesOfServers } from "./cases-of-servers.ts";
import { DENO, ENVIRONMENT, OFFLINE, path, TRANSPORT, VERSION } from "./deno.ts";
import { exchange } from "./exchange.ts";
import { selfSigned } from "./self-signed.ts";

const folder = mkdtempSync(join(tmpdir(), "fetch-cors-deno-"));
afterAll(() => rmSync(folder, { recursive: true }));
const socket = join(folder, "server.sock");
const { cert, key } = selfSigned();
writeFileSync(join(folder, "cert.pem"), cert);
writeFileSync(join(folder, "key.pem"), key);
const permissions = [
  `--allow-net=127.0.0.1,unix:${socket}`,
  `--allow-read=${folder},${path("../LICENSE")}`,
  `--allow-write=${folder}`,
];

const args = ["run", ...OFFLINE, ...permissions, path("on-deno/serve.ts"), folder];
let server: StartedProcess | undefined;

describeRuntime(
  {
    adapter: "@fetch-cors/deno",
    runtime: `Deno ${VERSION}`,
    start: async () => {
      server = await startProcess(DENO, args, { env: ENVIRONMENT });
      return server;
    },
    ...TRANSPORT,
  },
  (url) => {
    casesOfRoutes(url);
    casesOfServers(url, socket, () => server?.output() ?? "");

    test("a wrapped handler can be the only argument", async () => {
      const env = { ...ENVIRONMENT, DENO_SERVE_ADDRESS: "tcp:127.0.0.1:0" };
      const args = ["run", ...OFFLINE, "--allow-net=127.0.0.1", path("on-deno/handler-alone.ts")];
      const { url, stop } = await startProcess(DENO, args, { env });
      try {
        expect(await exchange(`${url}/`, "GET", { Origin: "https://app.example.com" })).toEqual({
          status: 200,
          headers: [
            ["content-type", "text/plain;charset=UTF-8"],
            ["access-control-allow-origin", "https://app.example.com"],
            ["vary", "Origin"],
            ["content-length", "15"],
          ],
          body: "hello 127.0.0.1",
        });
      } finally {
        await stop();
      }
    });
  },
);
