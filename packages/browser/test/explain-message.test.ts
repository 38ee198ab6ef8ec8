import { describe, expect, test } from "vitest";
import { CAUSES } from "../src/causes.ts";
import { type Engine, explainMessage } from "../src/index.ts";
import { CATALOGUES, fill, type MessageCode } from "../src/message-catalogue.ts";
import { API, answering, blockOf, OPEN, ORIGIN, OWN, redirecting, server } from "./page.ts";

const VALUES = {
  ...{ url: API, origin: ORIGIN, page: `${ORIGIN}/`, value: "https://a.example", method: "PATCH", header: "x-tenant" },
  ...{ location: "https://b.example/", status: "403", scheme: "ftp", schemes: "http", port: "6667" },
  ...{ space: "loopback", target: "local", error: "PROTOCOL_ERROR" },
};

/** Wordings that another code or another engine has too. */
const SHARED: readonly (readonly [engine: string, code: MessageCode, wording: string])[] = [
  ["chromium", "redirect-with-credentials", "net::ERR_FAILED"],
  ["chromium", "redirect-mode-error", "net::ERR_FAILED"],
  ["chromium", "keepalive-too-large", "net::ERR_FAILED"],
  ["chromium", "stream-unauthorized", "net::ERR_FAILED"],
  ["firefox", "unsafe-redirect", "(Reason: CORS request did not succeed). Status code: (null)."],
  ["webkit", "same-origin-mode", "Fetch API cannot load {url}."],
  ["webkit", "unsupported-scheme", "Not allowed to load local resource: {url}"],
];

const wordings = Object.entries(CATALOGUES).flatMap(([engine, catalogue]) =>
  Object.entries(catalogue).flatMap(([code, templates]) =>
    templates.map((template) => [engine, code as MessageCode, template] as const),
  ),
);
const isShared = ([engine, code, template]: (typeof wordings)[number]): boolean =>
  SHARED.some((shared) => shared[0] === engine && shared[1] === code && shared[2] === template);

const PREFIXES: Readonly<Record<string, readonly string[]>> = {
  chromium: [
    "",
    "index.html:1 ",
    `Access to fetch at '${API}' from origin '${ORIGIN}' has been blocked by CORS policy: `,
    `Access to XMLHttpRequest at '${API}' from origin '${ORIGIN}' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: `,
    `app.js:7 Uncaught (in promise) Access to script at '${API}' (redirected from '${API}/old') from origin '${ORIGIN}' has been blocked by CORS policy: `,
  ],
  firefox: [
    "",
    `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${API}. `,
    `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at \u2018${API}\u2019. `,
  ],
  webkit: ["", "[Error] ", "CONSOLE SECURITY ERROR "],
};

describe.each(wordings.filter((one) => !isShared(one)))("%s, %s: %s", (engine, code, template) => {
  const message = fill(template, VALUES);
  const spellings = [
    message,
    message.replace(/\.$/, ""),
    message.toUpperCase(),
    message.replace(/[\u2018\u2019\u201c\u201d`]/g, "'"),
    message.replaceAll("'", "\u2019"),
    message.replaceAll(" ", "\n  "),
    message.replaceAll(" ", "\u00a0"),
    `${message}\nUncaught (in promise) TypeError`,
  ];

  test("is explained in every spelling, with every prefix", () => {
    for (const prefix of PREFIXES[engine] ?? []) {
      for (const spelling of spellings) {
        const explained = explainMessage(prefix + spelling);
        expect({ code: explained?.code, engine: explained?.engine }, prefix + spelling).toEqual({ code, engine });
        expect(explained?.cause).toBe(CAUSES[code].cause);
        expect(explained?.fix.length).toBeGreaterThan(10);
      }
    }
  });

  test("gives the values back", () => {
    const names = [...template.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name);
    const found = explainMessage(message)?.values ?? {};
    for (const name of names) {
      expect(found[name], name).toBe(VALUES[name as keyof typeof VALUES]);
    }
  });
});

describe("The values around a message", () => {
  test("of Chromium are the URL, the origin and where the request was redirected from", () => {
    const message = `Access to fetch at '${API}' (redirected from 'https://old.example/') from origin '${ORIGIN}' has been blocked by CORS policy: Response to preflight request doesn't pass access control check: It does not have HTTP ok status.`;
    expect(explainMessage(message)).toMatchObject({
      code: "preflight-status",
      values: { initiator: "fetch", url: API, initialUrl: "https://old.example/", origin: ORIGIN },
      fix: `Answer OPTIONS ${API} with a status from 200 to 299`,
    });
  });

  test("of Firefox are the URL and the status", () => {
    const message = `Cross-Origin Request Blocked: The Same Origin Policy disallows reading the remote resource at ${API}. (Reason: CORS preflight response did not succeed). Status code: 404.`;
    const explained = explainMessage(message);
    expect(explained?.values).toMatchObject({ url: API, status: "404" });
    expect(explained?.fix).toContain("the server has no OPTIONS route for this URL");
  });

  test("of WebKit are the URL on the second line, and the origin", () => {
    const message = `Origin ${ORIGIN} is not allowed by Access-Control-Allow-Origin. Status code: 200\nFetch API cannot load ${API} due to access control checks.`;
    const explained = explainMessage(message);
    expect(explained?.values).toMatchObject({ url: API, origin: ORIGIN, status: "200" });
    expect(explained?.fix).toContain(`"Access-Control-Allow-Origin: ${ORIGIN}"`);
  });

  test("are not needed", () => {
    expect(explainMessage("method PATCH is not allowed by access-control-allow-methods")?.fix).toBe(
      'Add "PATCH" to Access-Control-Allow-Methods in the response to the preflight',
    );
    expect(explainMessage("(Reason: CORS header \u2018Access-Control-Allow-Origin\u2019 missing).")?.fix).toBe(
      "Send Access-Control-Allow-Origin with the origin of the page in the response to the request, whatever its status",
    );
    expect(explainMessage("(Reason: CORS request external redirect not allowed).")?.fix).toContain(
      "the preflight directly",
    );
    const didNot = "(Reason: Did not find method in CORS header \u2018Access-Control-Allow-Methods\u2019).";
    expect(explainMessage(didNot)?.fix).toContain("Add the method of the request");
  });

  test("name the address space of Local Network Access", () => {
    const message =
      "Access to fetch at 'http://localhost:3000/' from origin 'https://app.example.com' has been blocked by CORS policy: Permission was denied for this request to access the `loopback` address space.";
    expect(explainMessage(message)).toMatchObject({
      code: "local-network-access",
      engine: "chromium",
      values: { space: "loopback", url: "http://localhost:3000/" },
    });
  });
});

test.each(["", "hello", "TypeError: x is not a function", "Access to fetch at", "cors", "a ".repeat(200_000)])(
  "A text that is not about a blocked request is not explained: %#",
  (text) => {
    expect(explainMessage(text)).toBe(undefined);
  },
);

describe.each<Engine>(["standard", "chromium", "firefox", "webkit"])("The messages of %s", (engine) => {
  const OTHER = "https://other.example/";
  test.each<[string, Parameters<typeof blockOf>]>([
    ["missing-allow-origin", [answering()]],
    ["wildcard-with-credentials", [answering(OPEN), { credentials: "include" }]],
    [
      "credentials-not-true",
      [answering({ ...OPEN, "Access-Control-Allow-Origin": ORIGIN }), { credentials: "include" }],
    ],
    ["preflight-status", [server(OPEN, OPEN, 401), { method: "PUT" }]],
    ["method-not-allowed", [server(OPEN), { method: "PUT" }]],
    ["header-not-allowed", [server(OPEN), { headers: { "X-A": "1" } }]],
    ["invalid-allow-methods", [server({ ...OPEN, "Access-Control-Allow-Methods": "PUT,A B" }), { method: "PUT" }]],
    [
      "invalid-allow-headers",
      [server({ ...OPEN, "Access-Control-Allow-Headers": "A B" }), { headers: { "X-A": "1" } }],
    ],
    ["redirect-with-credentials", [redirecting({ [API]: "https://u:p@a.example/" })]],
    ["too-many-redirects", [redirecting({ [API]: API })]],
    ["unsafe-redirect", [redirecting({ [API]: "data:,x" })]],
    ["same-origin-mode", [answering(), { mode: "same-origin" }]],
    ["same-origin-mode", [redirecting({ [`${ORIGIN}/a`]: OTHER }), { mode: "same-origin" }, "/a"]],
    ["no-cors-redirect-mode", [answering(), { mode: "no-cors", redirect: "error" }]],
    ["unsupported-scheme", [answering(), {}, "ftp://a.example/"]],
    ["bad-port", [answering(), {}, "http://a.example:25/"]],
    ["origin-mismatch", [answering({ "Access-Control-Allow-Origin": "https://a.example" })]],
    ["network-error", [() => Response.error()]],
  ])("explain %s", async (code, [network, init = {}, input = API]) => {
    const error = await blockOf(network, init, input, { engine });
    expect(error.code).toBe(code);
    const explained = explainMessage(error.message);
    expect(explained?.engine).toBe(engine === "standard" ? "chromium" : engine);
    // Firefox says of many failures that there was no response; WebKit has one message for every wrong origin.
    const isVague = engine === "firefox" && /did not succeed\)\. Status code: \(null\)/.test(error.message);
    const isOrigin = engine === "webkit" && code === "origin-mismatch";
    const isPort = engine === "firefox" && code === "bad-port";
    const expected = isVague || isPort ? "network-error" : isOrigin ? "missing-allow-origin" : code;
    expect(explained?.code, error.message).toBe(expected);
  });
});

test("Every code has a cause", () => {
  for (const code of new Set(wordings.map(([, one]) => one))) expect(CAUSES[code].cause).toMatch(/\.$/);
});

test("A message is of the preflight or of the request, as its text says", async () => {
  const error = await blockOf(server(OWN, OWN, 404), { method: "PUT" });
  expect(explainMessage(error.message)?.fix).toContain(`OPTIONS ${API}`);
});
