// Each kind of response keeps its properties.
import { expect, test } from "vitest";
import { APP, EVIL, SHARED, send, VARY_ON_OPTIONS } from "../send.ts";
import { startNext } from "../start-next.ts";

export function responses(url: (path: string) => string): void {
  const at = (kind: string): string => url(`/api/responses/${kind}`);

  test("Access-Control-Expose-Headers is sent", async () => {
    const answer = await send(at("plain"));
    expect([answer.body, answer.all("x-request-id"), answer.cors]).toEqual(["hello", ["7"], SHARED]);
  });

  test("NextResponse keeps its status and type", async () => {
    const answer = await send(at("json"));
    expect([answer.status, answer.body, answer.cors]).toEqual([201, '{"hello":true}', SHARED]);
    expect(answer.all("content-type")).toEqual(["application/json"]);
  });

  test("a response without a body gets the CORS headers", async () => {
    const answer = await send(at("empty"));
    expect([answer.status, answer.body, answer.cors]).toEqual([204, "", SHARED]);
  });

  test("each cookie from cookies(), NextResponse or a header keeps its line", async () => {
    const answer = await send(at("cookies"));
    expect([...answer.all("set-cookie")].sort()).toEqual([
      "by-hand=3; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT",
      "through-next=1; Path=/; HttpOnly",
      "through-response=2; Path=/",
    ]);
    expect(answer.cors).toEqual(SHARED);
  });

  test("a stream is passed on chunk by chunk", async () => {
    const answer = await send(at("stream"));
    expect([answer.body, answer.cors]).toEqual(["one two three", SHARED]);
    expect(answer.chunks.at(-1)).toBeGreaterThan(120);
  });

  test("server-sent events are passed on one by one", async () => {
    const answer = await send(at("events"));
    expect([answer.body, answer.cors]).toEqual(["data: 1\n\ndata: 2\n\n", SHARED]);
    expect(answer.all("content-type")).toEqual(["text/event-stream"]);
    expect(answer.chunks.at(-1)).toBeGreaterThan(60);
  });

  test("a 304 gets the CORS headers, so that the cached response stays readable", async () => {
    const first = await send(at("etag"));
    expect([first.status, first.body, first.cors]).toEqual([200, "seven", SHARED]);
    const answer = await send(at("etag"), { headers: { "If-None-Match": first.all("etag")[0] ?? "" } });
    expect([answer.status, answer.body, answer.cors, answer.vary]).toEqual([304, "", SHARED, ["Origin"]]);
  });

  test("a range of a file gets the CORS headers", async () => {
    const answer = await send(at("range"), { headers: { Range: "bytes=1-3" } });
    expect([answer.status, answer.body, answer.cors]).toEqual([206, "ell", SHARED]);
    expect(answer.all("content-range")).toEqual(["bytes 1-3/5"]);
  });

  test("Response.redirect, whose headers are immutable, gets the CORS headers", async () => {
    const answer = await send(at("redirect"));
    expect([answer.status, answer.all("location")]).toEqual([302, ["https://elsewhere.example/"]]);
    expect([answer.cors, answer.vary]).toEqual([SHARED, ["Origin"]]);
  });

  test("a fetched response is passed on, with the CORS headers of the policy instead of those of the upstream", async () => {
    const answer = await send(at("upstream"));
    expect([answer.status, answer.body, answer.cors]).toEqual([200, "from upstream", SHARED]);
  });

  test("CORS headers that a handler sets are replaced, and its Vary is kept", async () => {
    const answer = await send(at("cors"));
    expect([answer.cors, answer.vary]).toEqual([SHARED, ["Accept-Language", "Origin"]]);
    const denied = await send(at("cors"), { headers: { Origin: EVIL } });
    expect([denied.body, denied.cors, denied.vary]).toEqual(["by hand", [], ["Accept-Language", "Origin"]]);
  });

  test("Vary: * is unchanged", async () => {
    expect((await send(at("vary-any"))).vary).toEqual(["*"]);
  });

  test.each(["POST", "PUT", "PATCH", "DELETE"])("%s reaches the handler with its body", async (method) => {
    const answer = await send(at("echo"), { method, body: "sent" });
    expect([answer.body, answer.all("x-method"), answer.cors]).toEqual(["sent", [method], SHARED]);
  });

  test("a plain OPTIONS request reaches the handler", async () => {
    const answer = await send(at("echo"), { method: "OPTIONS" });
    expect([answer.status, answer.all("x-method"), answer.cors]).toEqual([200, ["OPTIONS"], SHARED]);
    expect(answer.vary).toEqual(VARY_ON_OPTIONS);
  });

  test("a method override header has no effect", async () => {
    const answer = await send(at("echo"), { method: "POST", headers: { "X-HTTP-Method-Override": "OPTIONS" } });
    expect([answer.all("x-method"), answer.cors]).toEqual([["POST"], SHARED]);
  });

  test.each(["null", "https://APP.example.com", `${APP}/`, `${APP}, ${EVIL}`, "https://app.example.com.evil.example"])(
    "the origin %s is denied",
    async (Origin) => {
      const answer = await send(at("plain"), { headers: { Origin } });
      expect([answer.status, answer.cors, answer.vary]).toEqual([200, [], ["Origin"]]);
    },
  );

  test("a large header neither hides the Origin nor causes an error", async () => {
    const answer = await send(at("plain"), { headers: { "X-Big": "x".repeat(8000) } });
    expect([answer.status, answer.cors]).toEqual([200, SHARED]);
  });

  test("the server continues after a client disconnects", async () => {
    const gone = new AbortController();
    const response = await fetch(at("stream"), { headers: { Origin: APP }, signal: gone.signal });
    gone.abort();
    await expect(response.text()).rejects.toThrow();
    expect((await send(at("plain"))).status).toBe(200);
  });

  test("with compression, Vary names Accept-Encoding and Origin", async () => {
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
