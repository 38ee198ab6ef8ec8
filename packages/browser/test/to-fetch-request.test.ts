import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { BrowserRequestInit } from "../src/request-init.ts";
import { toFetchRequest } from "../src/to-fetch-request.ts";
import { API, answering, browse, OPEN, ORIGIN } from "./page.ts";

const read = (input: string | URL | Request, init: BrowserRequestInit = {}) => toFetchRequest(ORIGIN, input, init);

/** The message of what is refused before anything goes out. */
async function refusal(input: string | URL | Request, init: BrowserRequestInit = {}): Promise<string> {
  let requests = 0;
  const page = browse(() => {
    requests += 1;
    return new Response();
  });
  const error = await page.fetch(input, init).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(requests).toBe(0);
  expect(page.log).toEqual([]);
  expect(error).toBeInstanceOf(TypeError);
  expect(error).not.toHaveProperty("code");
  return (error as TypeError).message.replace("Failed to execute 'fetch' on 'Window': ", "");
}

describe("Before anything goes out", () => {
  test.each(["CONNECT", "trace", "Track"])("the method %s is refused", async (method) => {
    expect(await refusal(API, { method })).toBe(`'${method}' HTTP method is unsupported.`);
  });

  test.each(["", "GET ", "a/b", "é"])("the method %j is refused", async (method) => {
    expect(await refusal(API, { method })).toBe(`'${method}' is not a valid HTTP method.`);
  });

  test("an unsafe method is refused without CORS", async () => {
    expect(await refusal(API, { method: "put", mode: "no-cors" })).toBe("'PUT' is unsupported in no-cors mode.");
  });

  test("no URL is refused, and so is one with credentials", async () => {
    expect(await refusal("https://")).toBe("Failed to parse URL from https://");
    const message = "Request cannot be constructed from a URL that includes credentials: https://u:p@a.example/";
    expect(await refusal("https://u:p@a.example/")).toBe(message);
    expect(await refusal(new URL("https://:p@a.example/"))).toContain("includes credentials");
  });

  test("a relative URL of an opaque origin is refused", async () => {
    await expect(toFetchRequest("null", "/x", {})).rejects.toThrow("Failed to parse URL from /x");
  });

  test("a body without a place is refused", async () => {
    expect(await refusal(API, { body: "x" })).toBe("Request with GET/HEAD method cannot have body.");
    expect(await refusal(API, { method: "head", body: "x" })).toBe("Request with GET/HEAD method cannot have body.");
    const given = new Request(API, { method: "POST", body: "x" });
    expect(await refusal(given, { method: "GET" })).toBe("Request with GET/HEAD method cannot have body.");
  });

  test("a stream is refused unless it is half duplex and may be checked", async () => {
    const body = new Blob(["x"]).stream();
    expect(await refusal(API, { method: "POST", body })).toContain("`duplex` member must be specified");
    expect(await refusal(API, { method: "POST", body, duplex: "half", mode: "no-cors" })).toContain("ReadableStream");
  });

  test("a navigation is refused", async () => {
    expect(await refusal(API, { mode: "navigate" })).toContain("'navigate'");
  });

  test.each([
    ["mode", "RequestMode"],
    ["credentials", "RequestCredentials"],
    ["redirect", "RequestRedirect"],
    ["referrerPolicy", "ReferrerPolicy"],
    ["duplex", "RequestDuplex"],
    ["cache", "RequestCache"],
    ["priority", "FetchPriority"],
  ])("an unknown %s is refused", async (name, type) => {
    // None of them is left out by null, which Web IDL takes for the text "null".
    for (const value of ["bogus", "", "Cors", "toString", null]) {
      if (name === "referrerPolicy" && value === "") continue;
      const message = `Failed to read the '${name}' property from 'RequestInit': The provided value '${value}' is not a valid enum value of type ${type}.`;
      expect(await refusal(API, { [name]: value })).toBe(message);
      expect(await refusal(new Request(API), { [name]: value })).toBe(message);
    }
  });

  test("a body that was read before is refused", async () => {
    const given = new Request(API, { method: "POST", body: "x" });
    await given.text();
    await expect(browse(() => new Response()).fetch(given)).rejects.toThrow(TypeError);
  });
});

describe("What a page leaves out", () => {
  test("is as in a browser", async () => {
    const { headers, initialUrl, initialHeaders, spelling, ...others } = await read(API);
    expect([...headers]).toEqual([["accept", "*/*"]]);
    expect([...initialHeaders, ...spelling]).toEqual([["accept", "*/*"]]);
    expect(others).toEqual({
      origin: ORIGIN,
      engine: "standard",
      page: `${ORIGIN}/`,
      referrer: undefined,
      cache: "default",
      keepalive: false,
      isXhr: false,
      removedNames: [],
      hasLostBody: false,
      neededPreflight: false,
      sentOrigin: undefined,
      mode: "cors",
      credentials: "same-origin",
      redirect: "follow",
      referrerPolicy: "",
      signal: undefined,
      useCorsPreflight: false,
      url: initialUrl,
      method: "GET",
      body: null,
      tainting: "basic",
      redirectCount: 0,
      isRedirectTainted: false,
    });
  });

  test("is what a Request has", async () => {
    const signal = AbortSignal.abort();
    const init = { method: "put", mode: "same-origin", credentials: "include", redirect: "error", signal } as const;
    const given = new Request(API, { ...init, headers: { "X-A": "1" }, body: "x", referrerPolicy: "origin" });
    const request = await read(given);
    expect(request).toMatchObject({ ...init, method: "PUT", signal: given.signal, referrerPolicy: "origin" });
    expect(Object.fromEntries(request.headers)).toMatchObject({
      "x-a": "1",
      "content-type": "text/plain;charset=UTF-8",
    });
    expect(new TextDecoder().decode(request.body as ArrayBuffer)).toBe("x");
  });
});

describe("What a page gives", () => {
  test("counts more than what a Request has", async () => {
    const given = new Request(API, { method: "POST", body: "x", headers: { "X-A": "1" }, credentials: "include" });
    const request = await read(given, { method: "PUT", headers: { "X-B": "1" }, credentials: "omit", body: "y" });
    expect(request).toMatchObject({ method: "PUT", credentials: "omit" });
    expect([...request.headers.keys()]).toEqual(["accept", "content-type", "x-b"]);
    expect(new TextDecoder().decode(request.body as ArrayBuffer)).toBe("y");
  });

  test("counts as a signal even if it is null", async () => {
    const given = new Request(API, { signal: AbortSignal.abort(new Error("gone")) });
    expect((await browse(answering(OPEN)).fetch(given, { signal: null })).status).toBe(200);
    const { signal } = new AbortController();
    expect((await read(given, { signal })).signal).toBe(signal);
    for (const init of [{}, { signal: undefined } as unknown as BrowserRequestInit]) {
      await expect(browse(answering(OPEN)).fetch(given, init)).rejects.toThrow("gone");
    }
  });

  test("can be any of what a browser knows", async () => {
    const known = {
      mode: ["cors", "no-cors", "same-origin"],
      credentials: ["omit", "same-origin", "include"],
      redirect: ["follow", "error", "manual"],
      cache: ["default", "no-store", "reload", "no-cache", "force-cache"],
      referrerPolicy: [
        ...["", "no-referrer", "no-referrer-when-downgrade", "same-origin", "origin", "strict-origin"],
        ...["origin-when-cross-origin", "strict-origin-when-cross-origin", "unsafe-url"],
      ],
    };
    for (const [name, values] of Object.entries(known)) {
      for (const value of values) expect(await read(API, { [name]: value })).toMatchObject({ [name]: value });
    }
    expect((await read(API, { duplex: "half" })).body).toBe(null);
  });

  test("as headers takes the type of a Request's body away", async () => {
    const given = new Request(API, { method: "POST", body: "x" });
    expect([...(await read(given, { headers: {} })).headers.keys()]).toEqual(["accept"]);
  });

  test("can be relative to its origin", async () => {
    expect((await read("/a?b")).url.href).toBe(`${ORIGIN}/a?b`);
    expect((await read("//b.example")).url.href).toBe("https://b.example/");
    expect((await read(new URL(API))).url.href).toBe(API);
  });

  test("loses forbidden headers without a word", async () => {
    const headers = { Cookie: "a=1", Origin: "https://evil.example", Host: "x", "Sec-Fetch-Site": "x", "X-A": "1" };
    const overridden = { ...headers, "X-HTTP-Method-Override": "TRACE", "X-HTTP-Method": "PUT" };
    expect([...(await read(API, { headers: overridden })).headers.keys()]).toEqual(["accept", "x-a", "x-http-method"]);
  });

  test("without CORS loses every header that is not safelisted", async () => {
    const headers = {
      Accept: "a",
      Range: "bytes=0-",
      "X-A": "1",
      Authorization: "a",
      "Content-Type": "application/json",
    };
    const init = { mode: "no-cors", headers, method: "POST", body: new Uint8Array(1) } as const;
    expect([...(await read(API, init)).headers]).toEqual([["accept", "a"]]);
  });

  test.each<[string, NonNullable<RequestInit["body"]>, string | null]>([
    ["text", "x", "text/plain;charset=UTF-8"],
    ["a form", new URLSearchParams({ a: "1" }), "application/x-www-form-urlencoded;charset=UTF-8"],
    ["a blob", new Blob(["x"], { type: "image/png" }), "image/png"],
    ["bytes", new Uint8Array(1), null],
  ])("as %s brings its type", async (_, body, type) => {
    expect((await read(API, { method: "POST", body })).headers.get("Content-Type")).toBe(type);
    const headers = { "Content-Type": "x/y" };
    expect((await read(API, { method: "POST", body, headers })).headers.get("Content-Type")).toBe("x/y");
  });

  test("as a form with files brings the boundary that its body has", async () => {
    const form = new FormData();
    form.set("a", "1");
    const { headers, body } = await read(API, { method: "POST", body: form });
    const boundary = /boundary=(.*)$/.exec(headers.get("Content-Type") ?? "")?.[1] ?? "none";
    expect(new TextDecoder().decode(body as ArrayBuffer)).toContain(boundary);
  });
});

test.each(["Blob", "File", "FormData"])("A %s of another environment is refused, with what to do", async (tag) => {
  const body = { [Symbol.toStringTag]: tag } as unknown as Blob;
  await expect(read(API, { method: "POST", body })).rejects.toThrow("run the test in the node environment");
});

describe("A runtime whose Request keeps neither credentials nor referrer, as Bun's does", () => {
  class BunRequest extends Request {
    override get credentials(): RequestCredentials {
      return "include";
    }
    override get referrer(): string {
      return "";
    }
  }
  beforeEach(() => {
    vi.stubGlobal("Request", BunRequest);
  });
  afterEach(() => {
    vi.unstubAllGlobals();
  });

  test("gets the defaults of a browser", async () => {
    const page = browse(answering(OPEN), { url: `${ORIGIN}/shop` });
    await page.fetch(new BunRequest(API));
    expect(page.log[0]?.request).toMatchObject({ credentials: "same-origin" });
    expect(page.log[0]?.request.headers.get("Referer")).toBe(`${ORIGIN}/`);
  });

  test("gets what the page passes beside the Request", async () => {
    const page = browse(answering(OPEN));
    await page.fetch(new BunRequest(API), { credentials: "omit" });
    expect(page.log[0]?.request.credentials).toBe("omit");
  });
});
