import { describe, expect, test } from "vitest";
import { API, answering, blockOf, browse, inShort, OPEN, ORIGIN, redirecting } from "./page.ts";

describe("A same-origin request", () => {
  test("passes as it is, and comes back but for its cookies", async () => {
    const page = browse(
      answering({ "Set-Cookie": "a=1", "X-A": "1", "Access-Control-Allow-Origin": "https://x.example" }),
    );
    const response = await page.fetch("/x", { method: "PUT", body: "x", headers: { "X-B": "1" } });
    expect(response.type).toBe("basic");
    expect(response.headers.get("X-A")).toBe("1");
    expect(response.headers.has("Set-Cookie")).toBe(false);
    expect(inShort(page.log)).toEqual([`PUT ${ORIGIN}/x shared`]);
  });

  test("is one of scheme, host and port", async () => {
    for (const url of [
      "http://app.example.com/",
      `${ORIGIN}:8443/`,
      "https://example.com/",
      "https://x.app.example.com/",
    ]) {
      expect((await blockOf(answering(), {}, url)).code).toBe("missing-allow-origin");
    }
    expect((await browse(answering()).fetch(`${ORIGIN}:443/`)).type).toBe("basic");
  });

  test("does not exist for a sandboxed frame", async () => {
    expect((await blockOf(answering(), {}, API, { origin: "null" })).code).toBe("missing-allow-origin");
  });
});

describe("Mode same-origin", () => {
  test("blocks another origin before anything goes out", async () => {
    const page = browse(answering(OPEN));
    await expect(page.fetch(API, { mode: "same-origin" })).rejects.toMatchObject({
      code: "same-origin-mode",
      message: `Fetch API cannot load ${API}. Request mode is "same-origin" but the URL's origin is not same as the request origin ${ORIGIN}.`,
    });
    expect(page.log).toEqual([]);
  });

  test("blocks a redirect to another origin", async () => {
    const page = browse(redirecting({ [`${ORIGIN}/a`]: API }));
    await expect(page.fetch("/a", { mode: "same-origin" })).rejects.toMatchObject({
      code: "same-origin-mode",
      message: `Unsafe attempt to load URL ${API} from frame with URL ${ORIGIN}/. Domains, protocols and ports must match.`,
    });
    expect(inShort(page.log)).toEqual([`GET ${ORIGIN}/a blocked`]);
  });

  test("lets the page's own origin pass", async () => {
    expect((await browse(answering()).fetch("/a", { mode: "same-origin" })).type).toBe("basic");
  });
});

describe("Mode no-cors", () => {
  test("shows nothing of another origin, and asks nothing of it", async () => {
    const page = browse(answering({ ...OPEN, "X-A": "1" }, 404));
    const response = await page.fetch(API, { mode: "no-cors" });
    const { type, status, statusText, ok, url, redirected, body } = response;
    expect({ type, status, statusText, ok, url, redirected, body }).toEqual({
      type: "opaque",
      status: 0,
      statusText: "",
      ok: false,
      url: "",
      redirected: false,
      body: null,
    });
    expect([...response.headers]).toEqual([]);
    expect(await response.clone().text()).toBe("");
    expect(response.clone()).toMatchObject({ type: "opaque", status: 0, ok: false });
    expect(inShort(page.log)).toEqual([`GET ${API} opaque`]);
  });

  test("stays opaque when a redirect leads home", async () => {
    const page = browse(redirecting({ [API]: `${ORIGIN}/` }, 302, {}));
    expect((await page.fetch(API, { mode: "no-cors" })).type).toBe("opaque");
  });

  test("is basic at home", async () => {
    expect((await browse(answering()).fetch("/", { mode: "no-cors" })).type).toBe("basic");
  });

  test.each(["error", "manual"] as const)("cannot be with redirect mode %s", async (redirect) => {
    const error = await blockOf(answering(OPEN), { mode: "no-cors", redirect });
    expect(error.code).toBe("no-cors-redirect-mode");
    expect(error.message).toBe(
      `Fetch API cannot load ${API}. Request mode is "no-cors" but the redirect mode is not "follow".`,
    );
  });
});

test.each(["ftp://a.example/", "file:///x", "capacitor://localhost/x"])("%s cannot be fetched", async (url) => {
  for (const mode of ["cors", "no-cors"] as const) {
    const error = await blockOf(answering(OPEN), { mode }, url, { origin: "capacitor://localhost" });
    expect(error.code).toBe("unsupported-scheme");
    expect(error.message).toBe(`Fetch API cannot load ${url}. URL scheme "${url.split(":")[0]}" is not supported.`);
  }
});
