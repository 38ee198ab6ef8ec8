// Each engine differs from the letter of the standard in these points, which the comparison with real engines finds.
import { describe, expect, test } from "vitest";
import { createPreflightCache } from "../src/create-preflight-cache.ts";
import type { BrowserOptions, BrowserRequestInit, Engine, HeaderLine, RawResponse } from "../src/index.ts";
import { toFetchRequest } from "../src/to-fetch-request.ts";
import { API, answering, blockOf, browse, inShort, OPEN, ORIGIN, OWN, redirecting, server } from "./page.ts";

const OTHER = "https://other.example/";
const ENGINES = ["standard", "chromium", "firefox", "webkit"] as const;
const ALLOW = { ...OPEN, "Access-Control-Allow-Methods": "*", "Access-Control-Allow-Headers": "*, Authorization" };

/** A server that allows everything, and redirects along a chain. */
const chain =
  (links: Readonly<Record<string, string>>, status = 302) =>
  (request: Request) =>
    request.method === "OPTIONS"
      ? new Response(null, { status: 204, headers: { ...ALLOW, "Access-Control-Max-Age": "0" } })
      : redirecting(links, status)(request);

/** Method, origin and listed names of each request, or of the preflights alone. */
async function sent(
  engine: Engine,
  network: Parameters<typeof browse>[0],
  init: BrowserRequestInit,
  input = API,
): Promise<string[]> {
  const page = browse(network, { engine });
  await page.fetch(input, init).catch(() => {});
  return page.log.map(({ request: { method, headers } }) => {
    const names = headers.get("Access-Control-Request-Headers");
    const asked = headers.get("Access-Control-Request-Method");
    return [method, headers.get("Origin"), ...(asked ? [asked] : []), ...(names ? [names] : [])].join(" ");
  });
}

test.each(ENGINES)("In %s, the wildcard covers Authorization, or not", async (engine) => {
  const init = { headers: { Authorization: "a" } };
  const network = server({ ...OPEN, "Access-Control-Allow-Headers": "*" });
  if (engine === "standard") {
    expect((await blockOf(network, init, API, { engine })).code).toBe("header-not-allowed");
  } else {
    expect((await browse(network, { engine }).fetch(API, init)).status).toBe(200);
  }
});

describe("In Chromium, client hints", () => {
  test.each([
    ["User-Agent", "anything", true],
    ["DPR", "1.5", true],
    ["DPR", "x", false],
    ["Save-Data", "on", true],
    ["Save-Data", "off", false],
    ["Width", "100", true],
    ["Width", "1.5", false],
    ["Viewport-Width", "100", true],
    ["Downlink", "1.5", true],
    ["RTT", "100", true],
    ["RTT", "fast", false],
    ["ECT", "4g", true],
    ["ECT", "5g", false],
    ["Device-Memory", "0.5", true],
  ])("%s: %s need no preflight: %s", async (name, value, isFree) => {
    const init = { headers: { [name]: value } };
    const preflight = [`OPTIONS ${ORIGIN} GET ${name.toLowerCase()}`, `GET ${ORIGIN}`];
    expect(await sent("chromium", answering(ALLOW), init)).toEqual(isFree ? [`GET ${ORIGIN}`] : preflight);
    for (const engine of ["standard", "firefox", "webkit"] as const) {
      expect(await sent(engine, answering(ALLOW), init)).toEqual(preflight);
    }
  });

  test("are removed by a redirect to another origin than the page's", async () => {
    const init = { headers: { RTT: "x", "Save-Data": "x" } };
    expect(await sent("chromium", chain({ [API]: "/v2" }), init)).toEqual([
      ...[`OPTIONS ${ORIGIN} GET rtt,save-data`, `GET ${ORIGIN}`, `OPTIONS ${ORIGIN} GET save-data`, `GET ${ORIGIN}`],
    ]);
    expect(await sent("chromium", chain({ [API]: `${ORIGIN}/` }), init)).toContain("OPTIONS null GET rtt,save-data");
    expect(await sent("standard", chain({ [API]: "/v2" }), init)).toContain(`OPTIONS ${ORIGIN} GET rtt,save-data`);
  });
});

describe("After a redirect", () => {
  const PUT = {
    method: "PUT",
    body: "x",
    headers: { Authorization: "a", "X-A": "1", "Content-Type": "application/json" },
  };

  test("Firefox names the page's origin in the preflight, and WebKit lists the first headers", async () => {
    const moved = { method: "POST", body: "x", headers: { "Content-Type": "application/json" } };
    const network = chain({ [API]: OTHER }, 303);
    const first = [`OPTIONS ${ORIGIN} POST content-type`, `POST ${ORIGIN}`];
    expect(await sent("standard", network, moved)).toEqual([...first, "GET null"]);
    expect(await sent("chromium", network, moved)).toEqual([...first, "GET null"]);
    expect(await sent("firefox", network, moved)).toEqual([...first, `OPTIONS ${ORIGIN} GET`, "GET null"]);
    expect(await sent("webkit", network, moved)).toEqual([...first, "OPTIONS null GET content-type", "GET null"]);
  });

  test("Firefox and WebKit send a preflight if an earlier hop needed one", async () => {
    const network = chain({ [API]: "/v2" }, 303);
    const init = { method: "PUT", body: "x" };
    for (const [engine, preflights] of [
      ...([
        ["standard", 1],
        ["chromium", 1],
        ["firefox", 2],
        ["webkit", 2],
      ] as const),
    ]) {
      const methods = await sent(engine, network, init);
      expect(methods.filter((line) => line.startsWith("OPTIONS")).length, engine).toBe(preflights);
    }
  });

  test("Firefox lists a removed header again when the next redirect stays on its origin", async () => {
    const links = { [API]: OTHER, [OTHER]: `${OTHER}2` };
    expect(await sent("firefox", chain(links, 307), PUT)).toEqual([
      ...[`OPTIONS ${ORIGIN} PUT authorization,content-type,x-a`, `PUT ${ORIGIN}`],
      ...[`OPTIONS ${ORIGIN} PUT content-type,x-a`, "PUT null"],
      ...[`OPTIONS ${ORIGIN} PUT authorization,content-type,x-a`, "PUT null"],
    ]);
  });

  test("Firefox does not check a preflight to the page's own origin", async () => {
    const network = (request: Request) =>
      request.url === API
        ? chain({ [API]: `${ORIGIN}/` }, 307)(request)
        : request.method === "OPTIONS"
          ? new Response(null, { headers: { "Access-Control-Allow-Methods": "PUT" } })
          : answering(OPEN)();
    const init = { method: "PUT", body: "x" };
    expect((await browse(network, { engine: "firefox" }).fetch(API, init)).status).toBe(200);
    expect((await blockOf(network, init)).code).toBe("missing-allow-origin");
  });

  test("WebKit turns a DELETE into a GET on another origin", async () => {
    const network = chain({ [API]: OTHER }, 307);
    expect((await sent("webkit", network, { method: "DELETE" })).at(-1)).toBe("GET null");
    expect((await sent("standard", network, { method: "DELETE" })).at(-1)).toBe("DELETE null");
    expect((await sent("webkit", chain({ [API]: "/v2" }, 307), { method: "DELETE" })).at(-1)).toBe(`DELETE ${ORIGIN}`);
  });

  test("WebKit keeps the origin of a no-cors POST that becomes a GET, within one origin", async () => {
    const init = { method: "POST", mode: "no-cors", body: "x" } as const;
    expect(await sent("webkit", chain({ [API]: "/v2" }), init)).toEqual([`POST ${ORIGIN}`, `GET ${ORIGIN}`]);
    expect(await sent("webkit", chain({ [API]: OTHER }), init)).toEqual([`POST ${ORIGIN}`, "GET "]);
    expect(await sent("standard", chain({ [API]: "/v2" }), init)).toEqual([`POST ${ORIGIN}`, "GET "]);
  });

  test.each([
    ["standard", [null, null]],
    ["chromium", [null, null]],
    ["firefox", [null, "text/plain;charset=UTF-8"]],
    ["webkit", [null, "text/plain;charset=UTF-8"]],
  ] as const)("in %s, 307 after 303 has the types %j", async (engine, types) => {
    const statuses: Record<string, number> = { [API]: 303, "https://api.example.com/v2": 307 };
    const page = browse(
      (request) => {
        const status = request.method === "OPTIONS" ? undefined : statuses[request.url];
        const headers = { ...ALLOW, ...(status && { Location: status === 303 ? "/v2" : "/v3" }) };
        return new Response(null, { status: status ?? 200, headers });
      },
      { engine },
    );
    await page.fetch(API, { method: "POST", body: "x", headers: { Authorization: "a" } }).catch(() => {});
    const actual = page.log.filter(({ kind }) => kind === "actual").slice(1);
    expect(actual.map(({ request }) => request.headers.get("Content-Type"))).toEqual(types);
    // Nothing has left the origin, so the credentials stay.
    expect(actual.map(({ request }) => request.headers.get("Authorization"))).toEqual(["a", "a"]);
  });

  test("Firefox removes them again with the next redirect of another status", async () => {
    const statuses: Record<string, number> = { "/users": 303, "/1": 307, "/2": 302 };
    const page = browse(
      (request) => {
        const { pathname } = new URL(request.url);
        const status = statuses[pathname] ?? 200;
        const next = Number(pathname.slice(1)) || 0;
        return new Response(null, { status, headers: { ...OPEN, Location: `/${next + 1}` } });
      },
      { engine: "firefox" },
    );
    await page.fetch(API, { method: "POST", body: "x" });
    expect(page.log.map(({ request }) => request.headers.has("Content-Type"))).toEqual([true, false, true, false]);
  });

  test("WebKit restores the headers with every redirect, except Authorization", async () => {
    const links = { [API]: OTHER, [OTHER]: `${OTHER}2` };
    const page = browse(chain(links, 302), { engine: "webkit" });
    await page.fetch(API, { method: "POST", body: "x", headers: { Authorization: "a" } });
    const actual = page.log.filter(({ kind }) => kind === "actual");
    expect(actual.map(({ request }) => request.headers.get("Content-Type"))).toEqual([
      ...["text/plain;charset=UTF-8", null, "text/plain;charset=UTF-8"],
    ]);
    expect(actual.map(({ request }) => request.headers.get("Authorization"))).toEqual(["a", null, null]);
  });

  test("WebKit does not restore them while the request stays at home, and does when it comes back", async () => {
    const home = browse(chain({ [`${ORIGIN}/a`]: "/b", [`${ORIGIN}/b`]: "/c" }), { engine: "webkit" });
    await home.fetch("/a", { method: "POST", body: "x" });
    expect(home.log.at(-1)?.request.headers.has("Content-Type")).toBe(false);
    const links = { [API]: OTHER, [OTHER]: `${ORIGIN}/c` };
    const back = browse(chain(links), { engine: "webkit" });
    await back.fetch(API, { method: "POST", body: "x" });
    expect(back.log.at(-1)?.request.headers.has("Content-Type")).toBe(true);
  });

  test("WebKit checks redirects of other origins as with credentials, if the request began at home", async () => {
    const network = (request: Request) =>
      request.url.startsWith(ORIGIN)
        ? redirecting({ [`${ORIGIN}/a`]: API })(request)
        : redirecting({ [API]: "/v2" })(request);
    const error = await blockOf(network, {}, "/a", { engine: "webkit" });
    expect(error.code).toBe("wildcard-with-credentials");
    expect((await browse(network).fetch("/a")).status).toBe(200);
    expect((await browse(network, { engine: "webkit" }).fetch("/a", { credentials: "omit" })).status).toBe(200);
    expect((await browse(network, { engine: "webkit" }).fetch(API)).status).toBe(200);
  });
});

describe("A redirect status without a location", () => {
  const nowhere = answering(OPEN, 302);

  test("is shared under redirect mode error in Chromium and WebKit", async () => {
    for (const engine of ["chromium", "webkit"] as const) {
      expect((await browse(nowhere, { engine }).fetch(API, { redirect: "error" })).status).toBe(302);
    }
    for (const engine of ["standard", "firefox"] as const) {
      expect((await blockOf(nowhere, { redirect: "error" }, API, { engine })).code).toBe("redirect-mode-error");
    }
  });
});

describe("A preflight that fails in two ways", () => {
  const PUT = { method: "PUT" };

  test("has the code of what the engine checks first", async () => {
    const silent = answering({}, 401);
    for (const engine of ["standard", "chromium", "firefox"] as const) {
      expect((await blockOf(silent, PUT, API, { engine })).code).toBe("missing-allow-origin");
    }
    expect((await blockOf(silent, PUT, API, { engine: "webkit" })).code).toBe("preflight-status");
    const redirect = () => new Response(null, { status: 308, headers: { Location: "/x" } });
    expect((await blockOf(redirect, PUT, API, { engine: "firefox" })).code).toBe("missing-allow-origin");
    expect((await blockOf(redirect, PUT)).code).toBe("preflight-redirect");
    const lists = server({ ...OPEN, "Access-Control-Allow-Methods": "GET", "Access-Control-Allow-Headers": "A B" });
    expect((await blockOf(lists, PUT, API, { engine: "firefox" })).code).toBe("method-not-allowed");
    expect((await blockOf(lists, PUT)).code).toBe("invalid-allow-headers");
  });
});

test("Chromium sends a no-cors POST on with Origin: null when it leaves the page's origin", async () => {
  const init = { method: "POST", mode: "no-cors", body: "x" } as const;
  const network = chain({ [`${ORIGIN}/a`]: API }, 307);
  expect(await sent("chromium", network, init, "/a")).toEqual([`POST ${ORIGIN}`, "POST null"]);
  for (const engine of ["standard", "firefox", "webkit"] as const) {
    expect(await sent(engine, network, init, "/a")).toEqual([`POST ${ORIGIN}`, `POST ${ORIGIN}`]);
  }
});

test("Chromium shows the origin without CORS under the referrer policy no-referrer", async () => {
  const init = { method: "POST", mode: "no-cors", referrerPolicy: "no-referrer" } as const;
  expect(await sent("chromium", answering(), init)).toEqual([`POST ${ORIGIN}`]);
  for (const engine of ["standard", "firefox", "webkit"] as const) {
    expect(await sent(engine, answering(), init)).toEqual(["POST null"]);
  }
});

test("Chromium follows no redirect to a URL with a user name, whatever the mode is", async () => {
  const toPassword = redirecting({ [`${ORIGIN}/a`]: `https://u:p@app.example.com/b` });
  for (const mode of ["cors", "no-cors", "same-origin"] as const) {
    const error = await blockOf(toPassword, { mode }, "/a", { engine: "chromium" });
    expect([error.code, error.message]).toEqual(["redirect-with-credentials", `GET ${ORIGIN}/a net::ERR_FAILED`]);
    for (const engine of ["standard", "firefox", "webkit"] as const) {
      expect((await browse(toPassword, { engine }).fetch("/a", { mode })).status).toBe(200);
    }
  }
  const away = redirecting({ [`${ORIGIN}/a`]: "https://u:p@api.example.com/" });
  expect((await blockOf(away, { mode: "same-origin" }, "/a", { engine: "chromium" })).code).toBe("same-origin-mode");
});

test("Under redirect: error, Chromium checks the user name in the target first", async () => {
  const network = redirecting({ [API]: "https://u:p@api.example.com/" }, 302, OPEN);
  const codeOf = async (engine: Engine) => (await blockOf(network, { redirect: "error" }, API, { engine })).code;
  expect(await codeOf("chromium")).toBe("redirect-with-credentials");
  for (const engine of ["standard", "firefox", "webkit"] as const) {
    expect(await codeOf(engine)).toBe("redirect-mode-error");
  }
});

test("Chromium names the target of a redirect to another scheme, and the mode decides how", async () => {
  const messageTo = async (location: string, mode: RequestMode) =>
    (await blockOf(redirecting({ [`${ORIGIN}/a`]: location }), { mode }, "/a", { engine: "chromium" })).message;
  expect(await messageTo("x:y", "cors")).toContain(`Access to fetch at 'x:y' (redirected from '${ORIGIN}/a')`);
  expect(await messageTo("x:y", "same-origin")).toBe(
    `Unsafe attempt to load URL x:y from frame with URL ${ORIGIN}/. Domains, protocols and ports must match.`,
  );
  expect(await messageTo("x:y", "no-cors")).toBe(`GET ${ORIGIN}/a net::ERR_UNSAFE_REDIRECT`);
  expect(await messageTo("data:,x", "cors")).toBe(`GET ${ORIGIN}/a net::ERR_UNSAFE_REDIRECT`);
});

describe("The messages of Firefox", () => {
  const prefix = `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${API}. `;
  const vague = `${prefix}(Reason: CORS request did not succeed). Status code: (null).`;
  const messageOf = async (network: Parameters<typeof browse>[0], init: BrowserRequestInit = {}): Promise<string> =>
    (await blockOf(network, init, API, { engine: "firefox" })).message;

  test("tell several lines from a list, if they are spelled in the usual way", async () => {
    const lines = (name: string) => (): RawResponse => ({
      status: 200,
      headers: [
        [name, "*"],
        [name, "*"],
      ] satisfies HeaderLine[],
    });
    expect(await messageOf(lines("Access-Control-Allow-Origin"))).toBe(
      `${prefix}(Reason: Multiple CORS header ‘Access-Control-Allow-Origin’ not allowed).`,
    );
    const mismatch = `${prefix}(Reason: CORS header ‘Access-Control-Allow-Origin’ does not match ‘*, *’).`;
    expect(await messageOf(lines("access-control-allow-origin"))).toBe(mismatch);
    expect(await messageOf(answering({ "Access-Control-Allow-Origin": "*, *" }))).toBe(mismatch);
  });

  test("of a redirected preflight depend on the redirect mode", async () => {
    const network = () => new Response(null, { status: 301, headers: { ...OPEN, Location: "/x" } });
    expect(await messageOf(network, { method: "PUT" })).toBe(
      `${prefix}(Reason: CORS request external redirect not allowed).`,
    );
    for (const redirect of ["manual", "error"] as const) {
      expect(await messageOf(network, { method: "PUT", redirect })).toBe(
        `${prefix}(Reason: CORS preflight response did not succeed). Status code: 301.`,
      );
    }
    const toPassword = () => new Response(null, { status: 301, headers: { ...OPEN, Location: "//u@a.example/" } });
    expect(await messageOf(toPassword, { method: "PUT" })).toBe(vague);
  });

  test("of a redirect to another scheme depend on the scheme and the mode", async () => {
    const messageTo = (location: string, init: BrowserRequestInit = {}, headers: HeadersInit = OPEN) =>
      messageOf(redirecting({ [API]: location }, 302, headers), init);
    const loading = "may not load data from blob:https://a.example/1.";
    for (const headers of [OPEN, {}]) {
      expect(await messageTo("data:,x", {}, headers)).toBe(
        "Redirecting to data: URI not allowed (Blocked loading of: “data:,x”)",
      );
      const blob = await messageTo("blob:https://a.example/1", {}, headers);
      expect(blob).toBe(`Security Error: Content at ${API} ${loading}`);
      expect(await messageTo("javascript:1", {}, headers)).toBe(vague);
      expect(await messageTo("https://", {}, headers)).toBe(vague);
    }
    expect(await messageTo("blob:https://a.example/1", { mode: "no-cors" })).toBe(
      `Security Error: Content at ${ORIGIN}/ ${loading}`,
    );
    expect(await messageTo("x:y")).toBe(`${prefix.replace(API, "x:y")}(Reason: CORS request not http).`);
    expect(await messageTo("x:y", {}, {})).toContain("‘Access-Control-Allow-Origin’ missing");
    expect(await messageTo("x:y", { mode: "no-cors" })).toBe(vague);
    const own = redirecting({ [`${ORIGIN}/a`]: "x:y" });
    expect((await blockOf(own, { mode: "same-origin" }, "/a", { engine: "firefox" })).message).toBe(
      `Security Error: Content at ${ORIGIN}/ may not load data from x:y.`,
    );
  });

  test("say of other failures that there was no response", async () => {
    expect(await messageOf(redirecting({ [API]: "https://" }))).toBe(vague);
    expect(await messageOf(answering({ "Access-Control-Allow-Origin": "x" }))).toContain("does not match ‘x’");
  });
});

describe("The messages of WebKit", () => {
  const suffix = `\nFetch API cannot load ${API} due to access control checks.`;
  const messageOf = async (network: Parameters<typeof browse>[0], init: BrowserRequestInit = {}, input = API) =>
    (await blockOf(network, init, input, { engine: "webkit" })).message;

  test("of a redirect name its target", async () => {
    const denied = (location: string, headers: HeadersInit = {}) => redirecting({ [API]: location }, 302, headers);
    expect(await messageOf(denied("/v2"))).toBe(
      `Cross-origin redirection to https://api.example.com/v2 denied by Cross-Origin Resource Sharing policy: Origin ${ORIGIN} is not allowed by Access-Control-Allow-Origin. Status code: 302${suffix}`,
    );
    expect(await messageOf(denied("https://u:p@a.example/", OPEN))).toBe(
      `Cross-origin redirection to https://a.example/ denied by Cross-Origin Resource Sharing policy: redirection URL https://u:p@a.example/ has credentials${suffix}`,
    );
    expect(await messageOf(denied("https://", OPEN))).toBe(
      `Cross-origin redirection to https:// denied by Cross-Origin Resource Sharing policy: not allowed to follow a cross-origin CORS redirection with non CORS scheme${suffix}`,
    );
    expect(await messageOf(denied("about:blank", OPEN))).toBe(
      `Cross-origin redirection to about:blank denied by Cross-Origin Resource Sharing policy: not allowed to follow a cross-origin CORS redirection with non CORS scheme${suffix}`,
    );
    const own = await messageOf(redirecting({ [`${ORIGIN}/a`]: "https://" }), {}, "/a");
    expect(own).toContain("Connection terminated unexpectedly");
  });

  test("of a redirect to another scheme depend on the mode", async () => {
    const notHttp = (url: string) => `Redirection to URL with a scheme that is not HTTP(S).${suffix.replace(API, url)}`;
    expect(await messageOf(redirecting({ [API]: "x:y" }), { mode: "no-cors" })).toBe(notHttp("x:y"));
    const toBlob = (blob: string) => messageOf(redirecting({ [`${ORIGIN}/a`]: blob }), {}, "/a");
    expect(await toBlob(`blob:${ORIGIN}/1`)).toBe(notHttp(`blob:${ORIGIN}/1`));
    expect(await toBlob("blob:https://a.example/1")).toBe(
      `Not allowed to load local resource: blob:https://a.example/1${suffix.replace(API, `${ORIGIN}/a`)}`,
    );
    const own = redirecting({ [`${ORIGIN}/a`]: "x:y" });
    expect(await messageOf(own, { mode: "same-origin" }, "/a")).toBe(
      `Unsafe attempt to load URL x:y from origin ${ORIGIN}. Domains, protocols and ports must match.${suffix.replace(API, `${ORIGIN}/a`)}`,
    );
  });

  test("have one sentence for every wrong origin, except for a list", async () => {
    const wrong = async (value: string) => messageOf(answering({ "Access-Control-Allow-Origin": value }));
    const sentence = `Origin ${ORIGIN} is not allowed by Access-Control-Allow-Origin. Status code: 200${suffix}`;
    for (const value of ["https://a.example", "a.example", "a b"]) expect(await wrong(value)).toBe(sentence);
    expect(await wrong("*, *")).toBe(`Access-Control-Allow-Origin cannot contain more than one origin.${suffix}`);
    const tainted = await messageOf(redirecting({ [API]: OTHER }, 302, OWN));
    expect(tainted).toContain("Origin null is not allowed");
  });

  test("spell header names as the page does, and name XMLHttpRequest", async () => {
    const init = { headers: { "X-Tenant": "1" }, method: "POST", body: "x", keepUploadListener: true };
    expect(await messageOf(server(OPEN), init)).toBe(
      `Request header field X-Tenant is not allowed by Access-Control-Allow-Headers.\nXMLHttpRequest cannot load ${API} due to access control checks.`,
    );
    const form = { method: "POST", body: new Blob(["{}"], { type: "application/json" }) };
    expect(await messageOf(server(OPEN), form)).toContain("Request header field content-type");
  });

  test("have a vague one for what only other engines print", async () => {
    const init = { cache: "only-if-cached", mode: "same-origin" } as const;
    expect(await messageOf(answering(), init, "/")).toContain("Connection terminated unexpectedly");
  });

  test("of a redirected preflight name the status", async () => {
    const network = () => new Response(null, { status: 308, headers: { ...OPEN, Location: "/x" } });
    expect(await messageOf(network, { method: "PUT" })).toBe(
      `Preflight response is not successful. Status code: 308${suffix}`,
    );
  });
});

describe("A streamed body in Chromium", () => {
  const stream = () => ({ method: "POST", body: new Blob(["x"]).stream(), duplex: "half" }) as const;

  test("is refused with 401 only if there is a challenge", async () => {
    const unauthorized = (headers: HeadersInit) => () => new Response("", { status: 401, headers });
    const challenge = { "WWW-Authenticate": 'Basic realm="x"' };
    const page = browse(unauthorized({}), { engine: "chromium" });
    expect((await page.fetch("/", stream())).status).toBe(401);
    const error = await blockOf(unauthorized(challenge), stream(), "/", { engine: "chromium" });
    expect(error.code).toBe("stream-unauthorized");
  });

  test("is sent to another origin in mode same-origin", async () => {
    const init = { ...stream(), mode: "same-origin" } as const;
    expect(await sent("chromium", answering(ALLOW), init)).toEqual([`OPTIONS ${ORIGIN} POST`, `POST ${ORIGIN}`]);
    expect((await blockOf(answering(ALLOW), { ...stream(), mode: "same-origin" })).code).toBe("same-origin-mode");
  });
});

test("Chromium names XMLHttpRequest, and its withCredentials", async () => {
  const init = { method: "POST", body: "x", keepUploadListener: true, credentials: "include" } as const;
  const access = `Access to XMLHttpRequest at '${API}' from origin '${ORIGIN}' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: `;
  expect((await blockOf(answering(OPEN), init)).message).toBe(
    `${access}The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'. The credentials mode of requests initiated by the XMLHttpRequest is controlled by the withCredentials attribute.`,
  );
  const mismatch = answering({ "Access-Control-Allow-Origin": "https://a.example" });
  expect((await blockOf(mismatch, init)).message).toBe(
    `${access}The 'Access-Control-Allow-Origin' header has a value 'https://a.example' that is not equal to the supplied origin.`,
  );
});

test("A cache of every engine can be cleared", async () => {
  for (const engine of ENGINES) {
    const request = await toFetchRequest(ORIGIN, API, { method: "PUT" }, { engine });
    const cache = createPreflightCache(engine, () => 0);
    cache.store(request, { maxAge: 5, methods: ["PUT"], headerNames: [] });
    expect(cache.allows(request, [])).toBe(true);
    cache.clear(request);
    expect(cache.allows(request, [])).toBe(false);
  }
});

test("The log is the same in every engine for a simple exchange", async () => {
  for (const engine of ENGINES) {
    const page = browse(answering(OPEN), { engine });
    await page.fetch(API);
    expect(inShort(page.log)).toEqual([`GET ${API} shared`]);
  }
});

test("A stream is sent as text in Firefox, and refused in WebKit", async () => {
  const echo = async (request: Request) => new Response(await request.text());
  const send = (engine: Engine) => {
    const init = { method: "POST", body: new Blob(["x"]).stream(), duplex: "half" } as const;
    return browse(echo, { engine }).fetch("/", init);
  };
  expect(await (await send("standard")).text()).toBe("x");
  expect(await (await send("chromium")).text()).toBe("x");
  expect(await (await send("firefox")).text()).toBe("[object ReadableStream]");
  await expect(send("webkit")).rejects.toMatchObject({ name: "NotSupportedError" });
});

test("WebKit checks a redirect that leaves the origin of the page after the preflight of the next request", async () => {
  const passwords = chain({ [`${ORIGIN}/a`]: "https://u:p@api.example.com/users" });
  const wildcard = chain({ [`${ORIGIN}/a`]: API, [API]: OTHER });
  const log = async (engine: Engine, network: BrowserOptions["network"]): Promise<string[]> => {
    const page = browse(network, { engine });
    await page.fetch("/a", { method: "PUT" }).catch(() => {});
    return inShort(page.log);
  };
  const put = `PUT ${ORIGIN}/a`;
  expect(await log("webkit", passwords)).toEqual([`${put} redirected`, `OPTIONS ${API} blocked`]);
  expect(await log("standard", passwords)).toEqual([`${put} blocked`]);
  const first = [`${put} redirected`, `OPTIONS ${API} allowed`, `PUT ${API} redirected`];
  expect(await log("webkit", wildcard)).toEqual([...first, `OPTIONS ${OTHER} blocked`]);
  expect(await log("standard", wildcard)).toEqual([...first, `OPTIONS ${OTHER} allowed`, `PUT ${OTHER} shared`]);
});
