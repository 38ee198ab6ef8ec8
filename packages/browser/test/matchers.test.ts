import { describe, expect, test } from "vitest";
import { BlockedError } from "../src/index.ts";
import { type CorsMatchers, corsMatchers, isCorsBlock } from "../src/matchers.ts";
import { API, answering, blockOf, browse, OPEN, ORIGIN, OWN, server } from "./page.ts";

declare module "vitest" {
  // biome-ignore lint/suspicious/noExplicitAny: the parameter of vitest's own interface
  interface Matchers<T = any> extends CorsMatchers<T> {}
}

expect.extend(corsMatchers);

const PUT = { url: API, method: "PUT" };
const allowing = server({ ...OPEN, "Access-Control-Allow-Methods": "PUT" });
const failureOf = async (expectation: Promise<unknown>): Promise<string> =>
  expectation.then(
    () => "it passed",
    (error: Error) => error.message,
  );

describe("toShare", () => {
  test("passes if the page gets the response", async () => {
    await expect(browse(answering(OPEN))).toShare(API);
    await expect(browse(answering(OPEN))).toShare(new URL(API));
    await expect(browse(answering(OPEN))).toShare(new Request(API));
    await expect(browse(allowing)).toShare(PUT);
    await expect(browse(answering())).toShare("/");
  });

  test("fails if it is blocked, opaque, or the server is down", async () => {
    await expect(browse(answering())).not.toShare(API);
    await expect(browse(answering(OPEN))).not.toShare({ url: API, mode: "no-cors" });
    await expect(browse(() => Response.error())).not.toShare(API);
  });

  test("shows the exchanges and the fix", async () => {
    const page = browse(server({ ...OPEN, "Access-Control-Allow-Methods": "GET, POST", Vary: "Origin" }));
    expect(await failureOf(expect(page).toShare(PUT))).toBe(
      [
        `expected PUT ${API} to be shared with the page`,
        "",
        "Exchanges:",
        `  OPTIONS ${API}  (credentials: same-origin)`,
        "    > access-control-request-method: PUT",
        `    > origin: ${ORIGIN}`,
        "    < 204",
        "    < access-control-allow-methods: GET, POST",
        "    < access-control-allow-origin: *",
        "    < vary: Origin",
        "    = blocked",
        "",
        `Message: Access to fetch at '${API}' from origin '${ORIGIN}' has been blocked by CORS policy: Method PUT is not allowed by Access-Control-Allow-Methods in preflight response.`,
        "",
        "Code: method-not-allowed",
        "",
        `Fix: Add "PUT" to Access-Control-Allow-Methods in the response to OPTIONS ${API}`,
      ].join("\n"),
    );
    expect(await failureOf(expect(browse(answering(OPEN))).not.toShare(API))).toContain(
      `expected GET ${API} not to be shared with the page`,
    );
    expect(await failureOf(expect(browse(answering(OPEN))).toShare({ url: API, mode: "no-cors" }))).toContain(
      "The page got the response: opaque, status 0",
    );
    expect(await failureOf(expect(browse(() => Response.error())).toShare(API))).toContain("< no response");
    expect(await failureOf(expect(browse(answering())).toShare({ url: API, mode: "same-origin" }))).toContain(
      "(nothing was sent)",
    );
  });

  test("shows only the exchanges of its own request", async () => {
    const page = browse(answering());
    await page.fetch("/earlier");
    expect(await failureOf(expect(page).toShare(API))).not.toContain("/earlier");
  });
});

describe("toBlock", () => {
  test("passes if the browser blocks, with that code if one is passed", async () => {
    await expect(browse(answering())).toBlock(API);
    await expect(browse(answering())).toBlock(API, "missing-allow-origin");
    await expect(browse(answering(OPEN))).not.toBlock(API);
    await expect(browse(answering())).not.toBlock(API, "origin-mismatch");
  });

  test("tells a block from a server that is down", async () => {
    const down = () => Promise.reject(new Error("connection refused"));
    await expect(browse(down)).not.toBlock(API);
    await expect(browse(down)).toBlock(API, "network-error");
  });

  test("says which code was expected", async () => {
    const message = await failureOf(expect(browse(answering(OPEN))).toBlock(API, "preflight-status"));
    expect(message).toContain(`expected GET ${API} to be blocked with the code "preflight-status"`);
    expect(message).toContain("The page got the response: cors, status 200");
    const refused = await failureOf(expect(browse(answering())).toBlock({ url: API, method: "TRACE" }));
    expect(refused).toContain("'TRACE' HTTP method is unsupported");
  });
});

describe("toSendPreflight", () => {
  test("passes if a preflight was sent", async () => {
    await expect(browse(allowing)).toSendPreflight(PUT);
    await expect(browse(answering())).toSendPreflight(new Request(API, { method: "PUT" }));
    await expect(browse(answering(OWN))).not.toSendPreflight(API);
    const page = browse(allowing);
    await page.fetch(API, { method: "PUT" });
    await expect(page).not.toSendPreflight(PUT);
  });
});

test("A matcher needs a page, and passes other errors on", async () => {
  const message = "expect() needs a page; write expect(createBrowser({ origin, network }))";
  for (const received of [undefined, null, "page", {}, { fetch }]) {
    await expect(corsMatchers.toShare(received, API)).rejects.toThrow(message);
  }
  const page = browse(answering(OPEN));
  const aborted = { url: API, signal: AbortSignal.abort(new Error("enough")) };
  for (const matcher of Object.values(corsMatchers)) await expect(matcher(page, aborted)).rejects.toThrow("enough");
});

describe("isCorsBlock", () => {
  test("is true for what the CORS protocol blocks", async () => {
    for (const network of [answering(), answering({ "Access-Control-Allow-Origin": "x" })]) {
      expect(isCorsBlock(await blockOf(network))).toBe(true);
    }
    expect(isCorsBlock(await blockOf(answering(OPEN, 401), { method: "PUT" }))).toBe(true);
    expect(isCorsBlock(await blockOf(answering(), { mode: "same-origin" }))).toBe(true);
  });

  test("is false for a server that is down, and for other errors", async () => {
    expect(isCorsBlock(await blockOf(() => Promise.reject(new Error("down"))))).toBe(false);
    expect(isCorsBlock(await blockOf(answering(OPEN), {}, "http://a.example:25/"))).toBe(false);
    for (const error of [undefined, null, "x", new Error("x"), new TypeError("Failed to fetch"), { code: "x" }]) {
      expect(isCorsBlock(error)).toBe(false);
    }
  });

  test("knows the errors of another copy of the package", async () => {
    const { message, code, fix } = await blockOf(answering());
    expect(isCorsBlock(Object.assign(new TypeError(message), { code, fix }))).toBe(true);
    expect(await blockOf(answering())).toBeInstanceOf(BlockedError);
  });
});
