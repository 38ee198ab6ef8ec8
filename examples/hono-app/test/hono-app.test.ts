// Starts the example like a user, and sends requests from browsers of several origins.
import { fileURLToPath } from "node:url";
import { type StartedProcess, startProcess } from "@fetch-cors/conformance/runtime";
import { testBrokenPath, testUsersApi } from "@fetch-cors/conformance/users-api";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const cwd = fileURLToPath(new URL("..", import.meta.url));

describe("the example for Hono", () => {
  let server: StartedProcess;
  beforeAll(async () => {
    server = await startProcess(process.execPath, ["--import", "tsx", "server.ts"], { cwd, env: { PORT: "0" } });
  });
  afterAll(() => server?.stop());

  testUsersApi(() => server.url, ["/api/broken"]);
  testBrokenPath(() => server, { error: "internal server error" }, "Error: the database is gone");

  it("responds with exactly these headers", async () => {
    const headers = { Origin: "https://app.example.com", "Access-Control-Request-Method": "PUT" };
    const preflight = await fetch(`${server.url}/api/users/7`, { method: "OPTIONS", headers });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("Access-Control-Allow-Origin")).toBe("https://app.example.com");
    expect(preflight.headers.get("Access-Control-Allow-Credentials")).toBe("true");
    expect(preflight.headers.get("Access-Control-Allow-Methods")).toBe("GET, HEAD, QUERY, PUT, PATCH, POST, DELETE");
    expect(preflight.headers.get("Vary")).toBe("Origin, Access-Control-Request-Method, Access-Control-Request-Headers");

    const denied = await fetch(`${server.url}/api/users`, { headers: { Origin: "http://127.0.0.1:5173" } });
    expect(denied.status).toBe(200);
    expect(denied.headers.get("Vary")).toBe("Origin");
    expect([...denied.headers.keys()].filter((name) => name.startsWith("access-control-"))).toEqual([]);

    const elsewhere = await fetch(`${server.url}/`, { headers: { Origin: "https://app.example.com" } });
    expect(elsewhere.status).toBe(404);
    expect(elsewhere.headers.get("Access-Control-Allow-Origin")).toBeNull();
  });
});
