// API routes of the Pages Router, with the adapter for Node.
import { expect, test } from "vitest";
import { EVIL, preflight, SHARED, send, VARY_ON_OPTIONS } from "../send.ts";

export function pagesRouter(url: (path: string) => string): void {
  const users = (): string => url("/api/users");

  test("a preflight is answered", async () => {
    const answer = await preflight(users(), "PUT");
    expect([answer.status, answer.vary]).toEqual([204, VARY_ON_OPTIONS]);
    expect(answer.cors).toContain("access-control-allow-methods: GET, HEAD, QUERY, PUT, PATCH, POST, DELETE");
    expect((await preflight(users(), "PUT", { Origin: EVIL })).status).toBe(403);
  });

  test("the helpers of Next.js work, and the response gets the CORS headers", async () => {
    const headers = { "Content-Type": "application/json" };
    const answer = await send(`${users()}?a=1`, { method: "POST", headers, body: '{"name":"Ada"}' });
    expect(JSON.parse(answer.body)).toEqual({ method: "POST", query: { a: "1" }, body: { name: "Ada" } });
    expect([answer.status, answer.cors, answer.vary]).toEqual([201, SHARED, ["Origin"]]);
  });

  test("a handler that throws produces a 500 that the page can read", async () => {
    const answer = await send(`${users()}?fail=yes`);
    expect([answer.status, answer.cors, answer.vary]).toEqual([500, SHARED, ["Origin"]]);
  });

  test("a denied origin gets no CORS headers", async () => {
    const answer = await send(users(), { headers: { Origin: EVIL } });
    expect([answer.status, answer.cors, answer.vary]).toEqual([201, [], ["Origin"]]);
  });
}
