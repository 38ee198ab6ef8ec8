// `deno serve`: the conformance cases and the routes, and both forms of a default export.
import { describeRuntime, startProcess } from "@fetch-cors/conformance/runtime";
import { expect, test } from "vitest";
import { casesOfRoutes } from "./cases-of-routes.ts";
import { DENO, ENVIRONMENT, OFFLINE, path, TRANSPORT, VERSION } from "./deno.ts";
import { exchange } from "./exchange.ts";

const APP = "https://app.example.com";
const TEXT = ["content-type", "text/plain;charset=UTF-8"];
const ALLOWED = [
  ["access-control-allow-origin", APP],
  ["access-control-allow-credentials", "true"],
];
const VARY = ["vary", "Origin"];

const serve = (module: string, ...permissions: readonly string[]) =>
  startProcess(DENO, ["serve", ...OFFLINE, ...permissions, "--host=127.0.0.1", "--port=0", path(module)], {
    env: ENVIRONMENT,
  });

describeRuntime(
  {
    adapter: "@fetch-cors/deno",
    runtime: `deno serve ${VERSION}`,
    // `deno serve` may listen without a permission. The network is for the cases that fetch a response.
    start: () => serve("on-deno/default-export.ts", "--allow-net=127.0.0.1", `--allow-read=${path("../LICENSE")}`),
    ...TRANSPORT,
  },
  (url) => {
    casesOfRoutes(url);

    test("a wrapped default export needs no permission, keeps its onListen, and is `this` in its fetch", async () => {
      const { url, stop } = await serve("on-deno/wrapped-export.ts");
      try {
        expect(await exchange(`${url}/`, "GET", { Origin: APP })).toEqual({
          status: 200,
          headers: [TEXT, ...ALLOWED, VARY, ["content-length", "9"]],
          body: "hello tcp",
        });
        const preflight = { Origin: APP, "Access-Control-Request-Method": "DELETE" };
        expect((await exchange(`${url}/`, "OPTIONS", preflight)).status).toBe(204);
      } finally {
        await stop();
      }
    });

    test.each([[[]], [["--parallel"]]])(
      "with both a fetch and a handler, Deno calls the fetch, and the policy applies (%j)",
      async (args) => {
        const { url, stop } = await serve("on-deno/handler-and-fetch.ts", ...args);
        try {
          const allowed = await exchange(`${url}/`, "GET", { Origin: APP });
          expect(allowed.body).toBe("fetch");
          expect(allowed.headers).toEqual(expect.arrayContaining(ALLOWED));
          expect((await exchange(`${url}/`, "GET", { Origin: "https://evil.example" })).headers).toEqual([
            TEXT,
            VARY,
            ["content-length", "5"],
          ]);
          const preflight = { Origin: APP, "Access-Control-Request-Method": "DELETE" };
          expect((await exchange(`${url}/`, "OPTIONS", preflight)).status).toBe(204);
        } finally {
          await stop();
        }
      },
    );

    test("a wrapped default export can have an onError, which deno serve does not have", async () => {
      const { url, stop } = await serve("on-deno/wrapped-export.ts");
      try {
        const { status, headers, body } = await exchange(`${url}/error`, "GET", { Origin: APP });
        expect([status, body]).toEqual([503, "Sorry: Error: broken"]);
        expect(headers).toEqual(expect.arrayContaining(ALLOWED));
        expect(headers.filter(([name]) => name === "vary")).toEqual([["vary", "Accept, Origin"]]);
      } finally {
        await stop();
      }
    });

    test("a default export with a wrapped handler needs no permission either", async () => {
      const { url, stop } = await serve("on-deno/wrapped-handler.ts");
      try {
        expect(await exchange(`${url}/`, "GET", { Origin: "https://evil.example" })).toEqual({
          status: 200,
          headers: [TEXT, VARY, ["content-length", "9"]],
          body: "hello tcp",
        });
        expect((await exchange(`${url}/`, "GET", { Origin: APP })).headers).toEqual(expect.arrayContaining(ALLOWED));
      } finally {
        await stop();
      }
    });
  },
);
