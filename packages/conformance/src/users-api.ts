/** The browser tests of every example with the users API. */
import { createBrowser } from "@fetch-cors/browser";
import { expect, test } from "vitest";
import type { StartedProcess } from "./start-process.ts";

const CHANGE = { method: "PUT", headers: { "Content-Type": "application/json" }, body: '{"name":"Gräce"}' };

const ALLOWED = ["https://app.example.com", "http://localhost:5173"];

/** A simulated browser with a page of the origin. Its requests go over the network. */
export const pageOf = (origin: string) => createBrowser({ origin, network: (request) => fetch(request) });

/**
 * Registers the tests.
 *
 * @param url - Returns the base URL of the example while it runs.
 * @param otherPaths - Further paths that pages of denied origins cannot read.
 */
export function testUsersApi(url: () => string, otherPaths: readonly string[]): void {
  test.for(ALLOWED)("a page of %s reads and changes users", async (origin) => {
    const page = pageOf(origin);
    const users = await page.fetch(`${url()}/api/users`, { credentials: "include" });
    expect([users.status, await users.json()]).toEqual([200, [{ id: 7, name: "Ada" }]]);
    const changed = await page.fetch(`${url()}/api/users/7`, { ...CHANGE, credentials: "include" });
    expect([changed.status, await changed.json()]).toEqual([200, { id: 7, name: "Gräce" }]);
    expect(page.log.map(({ request, verdict }) => `${request.method} ${verdict}`)).toEqual([
      "GET shared",
      "OPTIONS allowed",
      "PUT shared",
    ]);
  });

  test.for(["http://127.0.0.1:5173", "https://evil.example", "https://app.example.com.evil.example", "null"])(
    "a page of %s is blocked; a request with a preflight is not sent",
    async (origin) => {
      const page = pageOf(origin);
      const missing = { code: "missing-allow-origin" };
      for (const path of ["/api/users", ...otherPaths]) {
        await expect(page.fetch(url() + path), path).rejects.toMatchObject(missing);
      }
      await expect(page.fetch(`${url()}/api/users/7`, CHANGE)).rejects.toMatchObject(missing);
      expect(page.log.map(({ request }) => request.method)).toEqual(["GET", ...otherPaths.map(() => "GET"), "OPTIONS"]);
    },
  );

  test("the server answers on 127.0.0.1 and on localhost", async () => {
    const { port } = new URL(url());
    for (const host of ["127.0.0.1", "localhost"]) {
      const response = await fetch(`http://${host}:${port}/api/users`);
      expect([response.status, await response.json()], host).toEqual([200, [{ id: 7, name: "Ada" }]]);
    }
  });
}

/**
 * Registers the tests of an error that a handler throws at `/api/broken`.
 *
 * @param server - Returns the process of the example while it runs.
 * @param body - The body that the page reads.
 * @param logged - The text that the server logs.
 */
export function testBrokenPath(server: () => StartedProcess, body: object, logged: string): void {
  test.for(ALLOWED)("a page of %s can read the error response", async (origin) => {
    const { url, output } = server();
    const broken = await pageOf(origin).fetch(`${url}/api/broken`, { credentials: "include" });
    expect([broken.status, await broken.json()]).toEqual([500, body]);
    await expect.poll(output).toContain(logged);
  });
}
