// Starts the example like a user, and sends requests from browsers of several origins.
import { fileURLToPath } from "node:url";
import { type StartedProcess, startProcess } from "@fetch-cors/conformance/runtime";
import { pageOf, testBrokenPath, testUsersApi } from "@fetch-cors/conformance/users-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const cwd = fileURLToPath(new URL("..", import.meta.url));

describe("the example for Next.js", () => {
  let server: StartedProcess;
  beforeAll(async () => {
    const env = { PORT: "0", NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" };
    server = await startProcess("npm", ["run", "start"], { cwd, env });
  }, 130_000);
  afterAll(() => server?.stop());

  const put = (body: object) =>
    ({
      method: "PUT",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
      credentials: "include",
    }) as const;

  testUsersApi(() => server.url, ["/api/broken"]);
  testBrokenPath(() => server, { error: "Something went wrong" }, "reported: Error: the database is gone");

  it("lets a page read a 404", async () => {
    const missing = await pageOf("https://app.example.com").fetch(`${server.url}/api/users`, put({ name: "Grace" }));
    expect(missing.status).toBe(404);
  });

  it("answers a preflight to a path with a trailing slash", async () => {
    const page = pageOf("https://app.example.com");
    const changed = await page.fetch(`${server.url}/api/users/7/`, put({ name: "Grace" }));
    expect(await changed.json()).toEqual({ id: 7, name: "Grace" });
    expect(page.log.map(({ request }) => request.method)).toEqual(["OPTIONS", "PUT"]);
  });

  it("responds with exactly these headers", async () => {
    const headers = { Origin: "https://app.example.com", "Access-Control-Request-Method": "PUT" };
    const preflight = await fetch(`${server.url}/api/users/7`, { method: "OPTIONS", headers });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("Access-Control-Allow-Origin")).toBe("https://app.example.com");
    expect(preflight.headers.get("Access-Control-Allow-Credentials")).toBe("true");
    expect(preflight.headers.get("Access-Control-Allow-Methods")).toBe("GET, PUT, HEAD");

    const denied = await fetch(`${server.url}/api/users`, { headers: { Origin: "http://127.0.0.1:5173" } });
    expect(denied.status).toBe(200);
    expect(denied.headers.get("Vary")?.split(", ")).toContain("Origin");
    expect([...denied.headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);
  });
});
