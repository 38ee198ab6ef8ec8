// What has to survive, for each kind of response.
import { expect, test } from "vitest";
import { APP, EVIL, SHARED, send, VARY_ON_OPTIONS } from "../send.ts";
import { startNext } from "../start-next.ts";

export function responses(url: (path: string) => string): void {
  const at = (kind: string): string => url(`/api/responses/${kind}`);

  test("Exposed headers are named", async () => {
    const answer = await send(at("plain"));
    expect([answer.body, answer.all("x-request-id"), answer.cors]).toEqual(["hello", ["7"], SHARED]);
  });

  test("NextResponse keeps its status and type", async () => {
    const answer = await send(at("json"));
    expect([answer.status, answer.body, answer.cors]).toEqual([201, '{"hello":true}', SHARED]);
    expect(answer.all("content-type")).toEqual(["application/json"]);
  });

  test("A response without a body has the headers", async () => {
    const answer = await send(at("empty"));
    expect([answer.status, answer.body, answer.cors]).toEqual([204, "", SHARED]);
  });

  test("Cookies set through cookies(), NextResponse and by hand each keep their line", async () => {
    const answer = await send(at("cookies"));
    expect([...answer.all("set-cookie")].sort()).toEqual([
      "by-hand=3; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT",
      "through-next=1; Path=/; HttpOnly",
      "through-response=2; Path=/",
    ]);
    expect(answer.cors).toEqual(SHARED);
  });

  test("A stream is passed on chunk by chunk", async () => {
    const answer = await send(at("stream"));
    expect([answer.body, answer.cors]).toEqual(["one two three", SHARED]);
    expect(answer.chunks.at(-1)).toBeGreaterThan(120);
  });

  test("Server-sent events are passed on one by one", async () => {
    const answer = await send(at("events"));
    expect([answer.body, answer.cors]).toEqual(["data: 1\n\ndata: 2\n\n", SHARED]);
    expect(answer.all("content-type")).toEqual(["text/event-stream"]);
    expect(answer.chunks.at(-1)).toBeGreaterThan(60);
  });

  test("A 304 has the headers, so that the cached response stays readable", async () => {
    const first = await send(at("etag"));
    expect([first.status, first.body, first.cors]).toEqual([200, "seven", SHARED]);
    const answer = await send(at("etag"), { headers: { "If-None-Match": first.all("etag")[0] ?? "" } });
    expect([answer.status, answer.body, answer.cors, answer.vary]).toEqual([304, "", SHARED, ["Origin"]]);
  });

  test("A part of a file has the headers", async () => {
    const answer = await send(at("range"), { headers: { Range: "bytes=1-3" } });
    expect([answer.status, answer.body, answer.cors]).toEqual([206, "ell", SHARED]);
    expect(answer.all("content-range")).toEqual(["bytes 1-3/5"]);
  });

  test("Response.redirect, whose headers are immutable, has the headers", async () => {
    const answer = await send(at("redirect"));
    expect([answer.status, answer.all("location")]).toEqual([302, ["https://elsewhere.example/"]]);
    expect([answer.cors, answer.vary]).toEqual([SHARED, ["Origin"]]);
  });

  test("A fetched response is passed on, with this policy's headers in the place of the upstream's", async () => {
    const answer = await send(at("upstream"));
    expect([answer.status, answer.body, answer.cors]).toEqual([200, "from upstream", SHARED]);
  });

  test("Headers that a handler sets by hand are replaced, and its Vary is kept", async () => {
    const answer = await send(at("cors"));
    expect([answer.cors, answer.vary]).toEqual([SHARED, ["Accept-Language", "Origin"]]);
    const denied = await send(at("cors"), { headers: { Origin: EVIL } });
    expect([denied.body, denied.cors, denied.vary]).toEqual(["by hand", [], ["Accept-Language", "Origin"]]);
  });

  test("Vary: * stays as it is", async () => {
    expect((await send(at("vary-any"))).vary).toEqual(["*"]);
  });

  test.each(["POST", "PUT", "PATCH", "DELETE"])("%s reaches the handler with its body", async (method) => {
    const answer = await send(at("echo"), { method, body: "sent" });
    expect([answer.body, answer.all("x-method"), answer.cors]).toEqual(["sent", [method], SHARED]);
  });

  test("A plain OPTIONS request reaches the handler", async () => {
    const answer = await send(at("echo"), { method: "OPTIONS" });
    expect([answer.status, answer.all("x-method"), answer.cors]).toEqual([200, ["OPTIONS"], SHARED]);
    expect(answer.vary).toEqual(VARY_ON_OPTIONS);
  });

  test("A header that asks for another method changes nothing", async () => {
    const answer = await send(at("echo"), { method: "POST", headers: { "X-HTTP-Method-Override": "OPTIONS" } });
    expect([answer.all("x-method"), answer.cors]).toEqual([["POST"], SHARED]);
  });

  test.each(["null", "https://APP.example.com", `${APP}/`, `${APP}, ${EVIL}`, "https://app.example.com.evil.example"])(
    "The origin %s is denied",
    async (Origin) => {
      const answer = await send(at("plain"), { headers: { Origin } });
      expect([answer.status, answer.cors, answer.vary]).toEqual([200, [], ["Origin"]]);
    },
  );

  test("A big header neither hides the Origin nor is answered with an error", async () => {
    const answer = await send(at("plain"), { headers: { "X-Big": "x".repeat(8000) } });
    expect([answer.status, answer.cors]).toEqual([200, SHARED]);
  });

  test("A client that goes away leaves the server answering others", async () => {
    const gone = new AbortController();
    const response = await fetch(at("stream"), { headers: { Origin: APP }, signal: gone.signal });
    gone.abort();
    await expect(response.text()).rejects.toThrow();
    expect((await send(at("plain"))).status).toBe(200);
  });

  test("With compression, Vary names Accept-Encoding and Origin", async () => {
    const compressing = await startNext({ COMPRESS: "yes" });
    try {
      const answer = await send(`${compressing.url}/api/responses/large`, { headers: { "Accept-Encoding": "gzip" } });
      expect(answer.all("content-encoding")).toEqual(["gzip"]);
      expect([...answer.vary].sort()).toEqual(["Accept-Encoding", "Origin"]);
      expect(answer.cors).toEqual(SHARED);
    } finally {
      await compressing.stop();
    }
  });
}
