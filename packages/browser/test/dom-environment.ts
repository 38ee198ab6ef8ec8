// Tests for the environments of vitest that replace globals of Node: jsdom and happy-dom.
import { expect, test } from "vitest";
import { corsMatchers } from "../src/matchers.ts";
import { API, answering, blockOf, browse, OPEN, ORIGIN } from "./page.ts";

expect.extend(corsMatchers);

/** A server that sends the body back, with its type. */
const echo = async (request: Request): Promise<Response> =>
  new Response(`${request.headers.get("Content-Type")}: ${await request.text()}`, { headers: OPEN });

/** Posts a body to `echo`, and reads the response. */
export async function echoOf(body: NonNullable<RequestInit["body"]>): Promise<string> {
  const response = await browse(echo).fetch(API, { method: "POST", body });
  return response.text();
}

const TYPE = "application/x-www-form-urlencoded;charset=UTF-8";

/** Makes the tests of an environment, with its `Request`, `Response`, `Headers`, `URL` and `AbortController`. */
export function testEnvironment(): void {
  test("the matchers take a URL, a Request and the members of init", async () => {
    await expect(browse(answering(OPEN))).toShare(new URL(API));
    await expect(browse(answering(OPEN))).toShare(new Request(API));
    await expect(browse(answering())).toBlock({ url: new URL(API), method: "PUT" }, "missing-allow-origin");
    await expect(browse(answering(OPEN))).toSendPreflight(new Request(API, { method: "PUT", body: "x" }));
  });

  test("the request has an Origin, and lower-case names in alphabetical order in its preflight", async () => {
    for (const headers of [{ "X-B": "1", "X-A": "2" }, new Headers({ "X-B": "1", "X-A": "2" })]) {
      const page = browse(answering({ ...OPEN, "Access-Control-Allow-Headers": "x-b, X-A" }));
      await page.fetch(API, { headers });
      expect(page.log.map(({ request }) => request.headers.get("Origin"))).toEqual([ORIGIN, ORIGIN]);
      expect(page.log[0]?.request.headers.get("Access-Control-Request-Headers")).toBe("x-a,x-b");
    }
  });

  test("a block is a TypeError of the environment", async () => {
    const error = await blockOf(answering());
    expect(error).toBeInstanceOf(TypeError);
    expect(error.code).toBe("missing-allow-origin");
  });

  test("bodies arrive as the page passes them", async () => {
    expect(await echoOf(new URLSearchParams("a=b"))).toBe(`${TYPE}: a=b`);
    expect(await echoOf(new Uint8Array([97, 98]))).toBe("null: ab");
    const form = new FormData();
    form.set("name", "value");
    expect(await echoOf(form)).toMatch(/^multipart\/form-data; boundary=.*form-data; name="name"\r\n\r\nvalue/s);
  });

  test("a page can abort", async () => {
    const controller = new AbortController();
    const response = browse(() => new Promise<Response>(() => {})).fetch(API, { signal: controller.signal });
    controller.abort();
    await expect(response).rejects.toMatchObject({ name: "AbortError" });
  });

  test("the page of the environment is the page", async () => {
    const page = browse(answering(), { origin: location.origin, url: location.href });
    await expect(page).toShare("/relative");
    expect(page.log[0]?.request.url).toBe("http://localhost:3000/relative");
  });
}
