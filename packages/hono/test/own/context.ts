import { connect } from "node:net";
import { expect, test } from "vitest";
import { ALLOWED, ALLOWED_PREFLIGHT, APP, DENIED, EVIL, preflight, send } from "./send.ts";

const CREDENTIALED = ["access-control-allow-credentials: true", ...ALLOWED];

/** Sends raw lines, and returns the complete response. */
const raw = (url: string, ...lines: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port, pathname } = new URL(url);
    const socket = connect(Number(port), hostname);
    let received = "";
    socket.setTimeout(10_000, () => socket.destroy(new Error("timed out")));
    socket.on("data", (chunk) => {
      received += chunk;
    });
    socket.once("close", () => resolve(received)).once("error", reject);
    socket.end([`GET ${pathname} HTTP/1.1`, `Host: ${hostname}`, "Connection: close", ...lines, "", ""].join("\r\n"));
  });

export function contextCases(url: (path: string) => string): void {
  test.each(["variable", "compiled", "binding", "made"])("A predicate can use Hono's context: /%s", async (name) => {
    expect(await send(url(`/context/${name}`))).toMatchObject({ status: 200, body: "hello", cors: ALLOWED });
    expect(await send(url(`/context/${name}`), { origin: EVIL })).toMatchObject({ status: 200, cors: DENIED });
    expect(await preflight(url(`/context/${name}`))).toMatchObject({ status: 204, cors: ALLOWED_PREFLIGHT });
  });

  test("A predicate receives the request of the context", async () => {
    expect(await send(url("/context/request"))).toMatchObject({ status: 200, cors: ALLOWED });
  });

  test.each(["tenants", "later"])("A policy function can choose by a path parameter: /%s", async (name) => {
    const get = (tenant: string, origin: string) => send(url(`/context/${name}/${tenant}/users`), { origin });
    expect(await get("one", APP)).toMatchObject({ cors: CREDENTIALED });
    expect(await get("one", EVIL)).toMatchObject({ cors: DENIED });
    expect(await get("two", EVIL)).toMatchObject({ cors: [`access-control-allow-origin: ${EVIL}`, "vary: Origin"] });
    expect(await get("public", EVIL)).toMatchObject({ cors: ["access-control-allow-origin: *", "vary: Origin"] });
    expect(await get("unknown", APP)).toMatchObject({ body: "hello", cors: DENIED });
    expect(await preflight(url(`/context/${name}/two/users`), "PUT", { origin: EVIL })).toMatchObject({ status: 204 });
  });

  test("An observer receives the decision, the request and the context, also for preflights", async () => {
    const observed = async (origin: string, answer = send) =>
      (await answer(url("/context/observed"), { origin })).header("x-decision").join();
    expect(await observed(APP)).toBe("GET: CORS request allowed");
    expect(await observed(EVIL)).toMatch(/^GET: .*https:\/\/evil\.example/);
    expect(await observed(APP, (path, sent) => preflight(path, "PUT", sent))).toMatch(/^OPTIONS: /);
  });

  test("An observer that fails does not change a response", async () => {
    expect(await send(url("/context/observer-fails"))).toMatchObject({ status: 200, body: "hello", cors: ALLOWED });
  });

  test("Two Origin headers and malformed origins are denied", async () => {
    const twice = await raw(url("/context/variable"), `Origin: ${APP}`, `Origin: ${APP}`);
    expect(twice).toMatch(/^HTTP\/1\.1 200 /);
    expect(twice).not.toMatch(/access-control-/i);
    for (const origin of ["", "null", `${APP},${EVIL}`, `${APP}/`, `${APP}.evil.example`, "\u00e9", "x".repeat(4000)]) {
      const answer = await raw(url("/context/variable"), `Origin: ${origin}`);
      expect(answer, origin).toMatch(/^HTTP\/1\.1 200 /);
      expect(answer, origin).not.toMatch(/access-control-/i);
      expect(answer.match(/^vary: Origin\r$/gim), origin).toHaveLength(1);
    }
  });

  test("A preflight with very many requested headers gets the usual response", async () => {
    const names = Array.from({ length: 500 }, (_, index) => `x-header-${index}`).join(",");
    const headers = { "Access-Control-Request-Headers": names };
    expect(await preflight(url("/context/observer-fails"), "PUT", { headers })).toMatchObject({
      status: 204,
      cors: ALLOWED_PREFLIGHT,
    });
  });
}
