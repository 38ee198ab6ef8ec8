import { request } from "node:http";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { createBrowser } from "@fetch-cors/browser";
import { type StartedProcess, startProcess } from "@fetch-cors/conformance/runtime";
import { afterAll, beforeAll, expect, test, vi } from "vitest";

let server: StartedProcess;
let api = "";
beforeAll(async () => {
  const cwd = fileURLToPath(new URL("..", import.meta.url));
  server = await startProcess("npx", ["tsx", "main.ts"], { cwd, env: { PORT: "0" } });
  api = await vi.waitFor(() => /API listens on (\S+)\n/.exec(server.output())?.[1] ?? Promise.reject(server.output()));
});
afterAll(() => server?.stop());

/** A page with cookies for its own origin, as in a browser. */
function openPage(origin: string) {
  let cookie: string | undefined;
  const network = async (request: Request): Promise<Response> => {
    if (cookie) request.headers.set("Cookie", cookie);
    const response = await fetch(request);
    cookie = response.headers.getSetCookie()[0]?.split(";")[0] ?? cookie;
    return response;
  };
  return createBrowser({ origin, network });
}
const signIn = { method: "PUT", headers: { "Content-Type": "application/json" }, body: '{"name":"Ada"}' } as const;

test("the server serves only the page", async () => {
  const response = await fetch(server.url);
  expect(response.headers.get("Content-Type")).toBe("text/html; charset=utf-8");
  expect(await response.text()).toContain('fetch("/api/session")');
  expect((await fetch(`${server.url}/elsewhere`)).status).toBe(404);
});

test("the page uses one origin: no preflight, no CORS header, and cookies in both directions", async () => {
  const page = openPage(server.url);
  expect(await (await page.fetch("/api/session")).json()).toEqual({ name: null });
  const signedIn = await page.fetch("/api/session", signIn);
  expect(signedIn.status).toBe(204);
  expect([...signedIn.headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
  expect(await (await page.fetch("/api/session")).json()).toEqual({ name: "Ada" });
  expect(page.log.map(({ kind, request }) => `${kind} ${request.method}`)).toEqual([
    "actual GET",
    "actual PUT",
    "actual GET",
  ]);
});

test("no page can read the API directly, including the page of the proxy", async () => {
  const page = openPage(server.url);
  await expect(page.fetch(`${api}/session`)).rejects.toMatchObject({ code: "missing-allow-origin" });
  await expect(page.fetch(`${api}/session`, signIn)).rejects.toThrow();
  expect(page.log.map(({ request }) => request.method)).toEqual(["GET", "OPTIONS"]);
});

test("a page of another origin can neither read nor change data through the proxy", async () => {
  const page = openPage("https://evil.example");
  await expect(page.fetch(`${server.url}/api/session`)).rejects.toMatchObject({ code: "missing-allow-origin" });
  const forged = await fetch(`${server.url}/api/session`, { ...signIn, headers: { Origin: "https://evil.example" } });
  expect(forged.status).toBe(403);
  expect(forged.headers.getSetCookie()).toEqual([]);
});

test("no path reaches another host", async () => {
  const response = await fetch(`${server.url}/api//evil.example/session`);
  expect([response.status, await response.text()]).toEqual([404, "Not found"]);
});

test("hop-by-hop headers are not passed on, with a chunked body and headers that fetch refuses to send", async () => {
  const headers = {
    "Content-Type": "application/json",
    "Transfer-Encoding": "chunked",
    Connection: "keep-alive, TE",
    "Keep-Alive": "timeout=5",
    "Proxy-Connection": "keep-alive",
    Expect: "100-continue",
    TE: "trailers",
    Trailer: "X-Checksum",
  };
  const answer = await new Promise<[number | undefined, string[] | undefined, string]>((resolve, reject) => {
    const sent = request(`${server.url}/api/session`, { method: "PUT", headers, timeout: 10_000 }, (response) =>
      text(response).then((body) => resolve([response.statusCode, response.headers["set-cookie"], body]), reject),
    );
    sent.on("timeout", () => sent.destroy(new Error("timed out"))).on("error", reject);
    sent.write('{"name":');
    setTimeout(() => sent.end('"Grace"}'), 20);
  });
  expect(answer).toEqual([204, ["session=Grace; HttpOnly; SameSite=Strict; Path=/"], ""]);
});
