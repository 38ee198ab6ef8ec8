// Forms of options, and options without a relation to CORS.
import { Agent, request } from "node:http";
import { startProcess } from "@fetch-cors/conformance/runtime";
import { expect, test } from "vitest";
import { BUN, onBun } from "../bun.ts";
import { type Address, APP, allowed, EVIL, preflight, send } from "../send.ts";

export function optionCases(at: Address, reload: () => Promise<unknown>): void {
  test("a policy function receives the request and the server, and chooses for each request", async () => {
    for (const [path, allowedOrigin, other] of [
      ["/a", "https://a.example", "https://b.example"],
      ["/b", "https://b.example", "https://a.example"],
      ["/both/a", "https://a.example", "https://b.example"],
    ] as const) {
      const url = await at("chosen", path);
      expect((await send(url, { origin: allowedOrigin })).cors).toEqual([
        `access-control-allow-origin: ${allowedOrigin}`,
      ]);
      expect((await send(url, { origin: other })).cors).toEqual([]);
      expect((await preflight(url, "PUT", allowedOrigin)).status).toBe(204);
      expect((await preflight(url, "PUT", other)).status).toBe(403);
    }
  });

  test("a predicate receives the request and the server, and may be asynchronous", async () => {
    const url = await at("predicate");
    const origin = `https://port-${new URL(url).port}.example`;
    expect((await send(url, { origin })).cors).toEqual([`access-control-allow-origin: ${origin}`]);
    expect((await send(url, { method: "PUT", origin })).cors).toEqual([]);
    expect((await send(url, { origin: EVIL })).cors).toEqual([]);
  });

  test("inherited options are used, and fetch is called on the server", async () => {
    const url = await at("inherited");
    const { status, body, cors } = await send(url, { origin: APP });
    expect([status, body, cors]).toEqual([200, new URL(url).port, allowed()]);
  });

  test("options and routes without a prototype work", async () => {
    const { body, cors } = await send(await at("bare"), { origin: APP });
    expect([body, cors]).toEqual(["bare", allowed()]);
  });

  test("an array in place of routes is ignored, because the apps of some frameworks have one", async () => {
    const { body, cors } = await send(await at("application"), { origin: APP });
    expect([body, cors]).toEqual(["application", allowed()]);
  });

  test("without a policy argument, every page may read, and nothing varies", async () => {
    const { body, cors, all } = await send(await at("publicServer"), { origin: EVIL });
    expect([body, cors, all("vary")]).toEqual(["public", ["access-control-allow-origin: *"], []]);
  });

  test("other options stay in effect: a body that is too large gets Bun's 413", async () => {
    const { status, cors } = await send(await at("publicServer"), {
      method: "POST",
      origin: APP,
      body: "x".repeat(2000),
    });
    expect([status, cors]).toEqual([413, []]);
  });

  test("applying a policy twice has the same result as once", async () => {
    const { body, cors, all } = await send(await at("twice"), { origin: APP });
    expect([body, cors, all("vary")]).toEqual(["twice", allowed(), ["Origin"]]);
  });

  test("server.reload accepts other routes and another policy", async () => {
    const url = await at("reloading");
    const [before, after] = ["https://before.example", "https://after.example"];
    const first = await send(url, { origin: before });
    expect([first.body, first.cors]).toEqual(["before", [`access-control-allow-origin: ${before}`]]);
    await reload();
    const second = await send(url, { origin: after });
    expect([second.body, second.cors]).toEqual(["after", [`access-control-allow-origin: ${after}`]]);
    expect((await send(url, { origin: before })).cors).toEqual([]);
    expect((await preflight(url, "GET", before)).status).toBe(403);
    expect((await preflight(await at("reloading", "/new"), "PUT", after)).status).toBe(204);
  });

  test("the default export of a module is served", async () => {
    const server = await startProcess(BUN, [onBun("default-export.ts")], { env: { PORT: "0" } });
    try {
      const { body, cors } = await send(server.url, { origin: APP });
      expect([body, cors]).toEqual(["by default", [`access-control-allow-origin: ${APP}`]]);
      expect((await preflight(server.url, "PUT", EVIL)).status).toBe(403);
    } finally {
      await server.stop();
    }
  });

  test("an invalid policy keeps the server from starting", async () => {
    await expect(startProcess(BUN, [onBun("bad-policy.ts")])).rejects.toThrow(/CorsConfigError[\s\S]*allows no origin/);
  });

  test("each request of a connection gets its own decision", async () => {
    const url = await at("routed", "/users/7");
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const originOf = (origin: string): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const sent = request(url, { agent, headers: { Origin: origin } }, (response) => {
          response.resume().on("end", () => resolve(response.headers["access-control-allow-origin"]));
        });
        sent.on("error", reject).end();
      });
    expect(await Promise.all([APP, EVIL, "https://a.example.com"].map(originOf))).toEqual([
      APP,
      undefined,
      "https://a.example.com",
    ]);
    agent.destroy();
  });
}
