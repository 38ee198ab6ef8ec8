import { get } from "node:http";
import { expect, test } from "vitest";
import { APP, EVIL, send } from "./send.ts";

/** The CORS lines for a policy with credentials that exposes the response headers. */
const exposing = (names: string, vary = "Origin"): readonly string[] => [
  "access-control-allow-credentials: true",
  `access-control-allow-origin: ${APP}`,
  `access-control-expose-headers: ${names}`,
  `vary: ${vary}`,
];
const COOKIES = ["a=1; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "b=2; HttpOnly"];
const headers = { Origin: APP };

export function responseCases(url: (path: string) => string): void {
  test("A fetched response loses its CORS headers but no cookies", async () => {
    const answer = await send(url("/responses/fetched"));
    expect(answer).toMatchObject({ status: 203, body: "from upstream" });
    expect(answer.header("set-cookie")).toEqual(COOKIES);
    expect(answer.header("access-control-allow-origin")).toEqual([APP]);
    expect(answer.header("access-control-expose-headers")).toHaveLength(1);
    expect(answer.header("vary")).toEqual(["Accept, Origin"]);
    const denied = await send(url("/responses/fetched"), { origin: EVIL });
    expect(denied).toMatchObject({ status: 203, body: "from upstream", cors: ["vary: Accept, Origin"] });
    expect(denied.header("set-cookie")).toEqual(COOKIES);
  });

  test("A redirect keeps its Location, with mutable or immutable headers", async () => {
    const own = await send(url("/responses/redirect"));
    expect(own).toMatchObject({ status: 307, cors: exposing("location, vary") });
    expect(own.header("location")).toEqual(["/elsewhere"]);
    const immutable = await send(url("/responses/static-redirect"));
    expect(immutable).toMatchObject({ status: 308, cors: exposing("location, vary") });
    expect(immutable.header("location")).toEqual(["https://elsewhere.example/"]);
  });

  test("Every cookie has its own line, and Set-Cookie is not exposed", async () => {
    const answer = await send(url("/responses/cookies"));
    expect(answer).toMatchObject({ status: 200, cors: exposing("content-type, vary") });
    expect(answer.header("set-cookie")).toEqual(["a=1; Path=/", "b=2; Path=/"]);
  });

  test("CORS headers that a handler sets by hand are replaced, and Vary is merged", async () => {
    expect(await send(url("/responses/by-hand"))).toMatchObject({
      body: "by hand",
      cors: exposing("content-type, vary", "Accept, Accept-Language, ORIGIN"),
    });
    expect(await send(url("/responses/by-hand"), { origin: EVIL })).toMatchObject({
      body: "by hand",
      cors: ["vary: Accept, Accept-Language, ORIGIN"],
    });
  });

  test("A response without a body gets the CORS headers", async () => {
    expect(await send(url("/responses/empty"))).toMatchObject({ status: 204, body: "", cors: exposing("vary") });
    expect(await send(url("/responses/cookies"), { method: "HEAD" })).toMatchObject({ status: 200, body: "" });
  });

  test("The start of a stream arrives before its end is produced", async () => {
    const id = `?id=${Math.random()}`;
    const response = await fetch(url(`/responses/stream${id}`), { headers });
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe(APP);
    const chunks: string[] = [];
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
      chunks.push(read.value);
      // The stream continues only after this request.
      if (chunks.length === 1) await send(url(`/responses/stream${id}`), { method: "POST" });
    }
    expect(chunks).toEqual(["first,", "second"]);
  });

  test("Server-sent events get the CORS headers", async () => {
    const answer = await send(url("/responses/events"));
    expect(answer.body).toBe("data: tick\nid: 1\n\ndata: tick\nid: 2\n\n");
    expect(answer.header("content-type")).toEqual(["text/event-stream"]);
    expect(answer.header("access-control-allow-origin")).toEqual([APP]);
    expect(answer.header("vary")).toEqual(["Origin"]);
  });

  test("A client that disconnects ends the stream, and the server continues", async () => {
    const before = Number((await send(url("/responses/aborted"))).body);
    await new Promise<void>((resolve, reject) => {
      const request = get(url("/responses/endless"), { headers }, (response) =>
        response.once("data", () => response.destroy()).once("close", resolve),
      );
      request.once("error", reject);
    });
    await expect.poll(async () => Number((await send(url("/responses/aborted"))).body)).toBeGreaterThan(before);
  });

  test("The handler can read the request body", async () => {
    const body = JSON.stringify({ text: "x".repeat(100_000) });
    const sent = { method: "POST", body, headers: { "Content-Type": "application/json" } };
    expect(await send(url("/responses/json"), sent)).toMatchObject({ status: 200, body });
  });

  test("Concurrent requests do not get each other's origin", async () => {
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, index) => send(url("/responses/fetched"), { origin: index % 2 ? APP : EVIL })),
    );
    expect(answers.map((answer) => answer.header("access-control-allow-origin"))).toEqual(
      answers.map((_, index) => (index % 2 ? [APP] : [])),
    );
  });
}
