import { describe, expect, test } from "vitest";
import { type BlockedCode, BlockedError, type BrowserRequestInit } from "../src/index.ts";
import { API, answering, blockOf, OPEN, ORIGIN, OWN, redirecting, server } from "./page.ts";

const PREFLIGHT = "Response to preflight request doesn't pass access control check: ";
const ACCESS = `Access to fetch at '${API}' from origin '${ORIGIN}' has been blocked by CORS policy: `;
const PUT = { method: "PUT" };
const INCLUDE = { credentials: "include" } as const;
const allowing = (origin: string) => ({ "Access-Control-Allow-Origin": origin });

type Case = [code: BlockedCode, network: () => Response, init: BrowserRequestInit, message: string, fix: string];

/** Each failure of the CORS check, with a server that gives one answer to everything. */
const ACCESS_CHECKS: Case[] = [
  [
    "missing-allow-origin",
    answering(),
    {},
    "No 'Access-Control-Allow-Origin' header is present on the requested resource.",
    `Send "Access-Control-Allow-Origin: ${ORIGIN}" in the response to METHOD ${API}, whatever its status`,
  ],
  [
    "multiple-allow-origin",
    answering(allowing("https://a.example, https://b.example")),
    {},
    "The 'Access-Control-Allow-Origin' header contains multiple values 'https://a.example, https://b.example', but only one is allowed. Have the server send the header with a valid value.",
    `Send "Access-Control-Allow-Origin: ${ORIGIN}" once, with one value instead of "https://a.example, https://b.example", in the response to METHOD ${API}: two programs set the header, or its value is a list`,
  ],
  [
    "invalid-allow-origin",
    answering(allowing("a.example")),
    {},
    "The 'Access-Control-Allow-Origin' header contains the invalid value 'a.example'. Have the server send the header with a valid value.",
    `Send "Access-Control-Allow-Origin: ${ORIGIN}" instead of "a.example" in the response to METHOD ${API}, if pages from that origin may read it`,
  ],
  [
    "origin-mismatch",
    answering(allowing("https://a.example")),
    {},
    "The 'Access-Control-Allow-Origin' header has a value 'https://a.example' that is not equal to the supplied origin. Have the server send the header with a valid value.",
    `Send "Access-Control-Allow-Origin: ${ORIGIN}" instead of "https://a.example" in the response to METHOD ${API}, if pages from that origin may read it`,
  ],
  [
    "wildcard-with-credentials",
    answering(OPEN),
    INCLUDE,
    "The value of the 'Access-Control-Allow-Origin' header in the response must not be the wildcard '*' when the request's credentials mode is 'include'.",
    `Send "Access-Control-Allow-Origin: ${ORIGIN}" and "Access-Control-Allow-Credentials: true" instead of "*" in the response to METHOD ${API}, or remove credentials: "include" from the request`,
  ],
  [
    "credentials-not-true",
    answering({ ...OWN, "Access-Control-Allow-Credentials": "True" }),
    INCLUDE,
    "The value of the 'Access-Control-Allow-Credentials' header in the response is 'True' which must be 'true' when the request's credentials mode is 'include'.",
    `Send "Access-Control-Allow-Credentials: true" in the response to METHOD ${API}, with "true" in lower case, or remove credentials: "include" from the request`,
  ],
];

describe.each(ACCESS_CHECKS)("%s", (code, network, init, message, fix) => {
  test("says what Chromium says, and what to change", async () => {
    const error = await blockOf(network, init);
    expect(error.code).toBe(code);
    expect(error.message).toBe(ACCESS + message);
    expect(error.fix).toBe(fix.replace("METHOD", "GET"));
  });

  test("says so of a preflight too", async () => {
    const error = await blockOf(network, { ...init, ...PUT });
    expect(error.code).toBe(code);
    expect(error.message).toBe(ACCESS + PREFLIGHT + message);
    expect(error.fix).toBe(fix.replace("METHOD", "OPTIONS"));
  });
});

const METHODS = "Access-Control-Allow-Methods";
const NAMES = "Access-Control-Allow-Headers";

test.each<[BlockedCode, ReturnType<typeof server>, BrowserRequestInit, string, string]>([
  [
    "preflight-status",
    server(OPEN, OPEN, 401),
    PUT,
    `${ACCESS}${PREFLIGHT}It does not have HTTP ok status.`,
    `Answer OPTIONS ${API} with a status from 200 to 299 instead of 401, before any authentication, because a preflight carries no credentials`,
  ],
  [
    "preflight-redirect",
    server({ Location: "/login" }, OPEN, 307),
    PUT,
    `${ACCESS}${PREFLIGHT}Redirect is not allowed for a preflight request.`,
    `Answer OPTIONS ${API} directly instead of redirecting it to /login: handle preflights before authentication, because they carry no credentials`,
  ],
  [
    "invalid-allow-methods",
    server({ ...OPEN, [METHODS]: "PUT DELETE" }),
    PUT,
    `${ACCESS}Cannot parse Access-Control-Allow-Methods response header field in preflight response.`,
    `Send a comma-separated list of methods instead of "PUT DELETE" in Access-Control-Allow-Methods in the response to OPTIONS ${API}`,
  ],
  [
    "invalid-allow-headers",
    server({ ...OPEN, [METHODS]: "PUT", [NAMES]: "X A" }),
    PUT,
    `${ACCESS}Cannot parse Access-Control-Allow-Headers response header field in preflight response.`,
    `Send a comma-separated list of header names instead of "X A" in Access-Control-Allow-Headers in the response to OPTIONS ${API}`,
  ],
  [
    "method-not-allowed",
    server({ ...OPEN, [METHODS]: "put" }),
    PUT,
    `${ACCESS}Method PUT is not allowed by Access-Control-Allow-Methods in preflight response.`,
    `List "PUT" instead of "put" in Access-Control-Allow-Methods in the response to OPTIONS ${API}, because methods are case-sensitive`,
  ],
  [
    "method-not-allowed",
    server({ ...OWN, [METHODS]: "*" }),
    { ...PUT, ...INCLUDE },
    `${ACCESS}Method PUT is not allowed by Access-Control-Allow-Methods in preflight response.`,
    `List "PUT" by name in Access-Control-Allow-Methods in the response to OPTIONS ${API}, because "*" is not a wildcard for a request with credentials`,
  ],
  [
    "header-not-allowed",
    server(OPEN),
    { headers: { "X-B": "1", "X-A": "1" } },
    `${ACCESS}Request header field x-a is not allowed by Access-Control-Allow-Headers in preflight response.`,
    `Add "x-a" to Access-Control-Allow-Headers in the response to OPTIONS ${API}`,
  ],
  [
    "header-not-allowed",
    server({ ...OPEN, [NAMES]: "*" }),
    { headers: { Authorization: "a" } },
    `${ACCESS}Request header field authorization is not allowed by Access-Control-Allow-Headers in preflight response.`,
    `List "authorization" by name in Access-Control-Allow-Headers in the response to OPTIONS ${API}, because "*" does not cover it`,
  ],
  [
    "header-not-allowed",
    server({ ...OWN, [NAMES]: "*" }),
    { headers: { "X-A": "1" }, ...INCLUDE },
    `${ACCESS}Request header field x-a is not allowed by Access-Control-Allow-Headers in preflight response.`,
    `List "x-a" by name in Access-Control-Allow-Headers in the response to OPTIONS ${API}, because "*" is not a wildcard for a request with credentials`,
  ],
  [
    "redirect-with-credentials",
    redirecting({ [API]: "https://u:p@a.example/" }),
    {},
    `${ACCESS}Redirect location '' contains a username and password, which is disallowed for cross-origin requests.`,
    `Redirect ${API} to a URL without a user name or password`,
  ],
  [
    "redirect-mode-error",
    redirecting({ [API]: "/x" }),
    { redirect: "error" },
    `GET ${API} net::ERR_FAILED`,
    `Answer GET ${API} directly instead of redirecting it to /x, because the page does not allow redirects`,
  ],
  [
    "redirect-mode-error",
    answering(OPEN, 302),
    { redirect: "error" },
    `GET ${API} net::ERR_FAILED`,
    `Answer GET ${API} directly instead of redirecting it, because the page does not allow redirects`,
  ],
  [
    "invalid-redirect",
    redirecting({ [API]: "https://" }),
    {},
    `GET ${API} net::ERR_INVALID_REDIRECT`,
    `Redirect ${API} to a valid URL instead of "https://"`,
  ],
  [
    "unsafe-redirect",
    redirecting({ [API]: "ftp://a.example/" }),
    {},
    `Access to fetch at 'ftp://a.example/' (redirected from '${API}') from origin '${ORIGIN}' has been blocked by CORS policy: Cross origin requests are only supported for protocol schemes: chrome, chrome-experimental-site-token-provider, chrome-extension, chrome-untrusted, data, http, https, isolated-app.`,
    `Redirect ${API} to an http or https URL instead of "ftp://a.example/"`,
  ],
  [
    "too-many-redirects",
    redirecting({ [API]: API }),
    {},
    `GET ${API} net::ERR_TOO_MANY_REDIRECTS`,
    `End the chain of redirects that begins at ${API}, because browsers follow at most 20`,
  ],
  [
    "same-origin-mode",
    answering(OPEN),
    { mode: "same-origin" },
    `Fetch API cannot load ${API}. Request mode is "same-origin" but the URL's origin is not same as the request origin ${ORIGIN}.`,
    `Serve ${API} from ${ORIGIN}, or remove mode: "same-origin" from the request`,
  ],
  [
    "no-cors-redirect-mode",
    answering(OPEN),
    { mode: "no-cors", redirect: "manual" },
    `Fetch API cannot load ${API}. Request mode is "no-cors" but the redirect mode is not "follow".`,
    'Remove mode: "no-cors" from the request, or follow redirects',
  ],
  [
    "network-error",
    () => Response.error(),
    {},
    `GET ${API} net::ERR_FAILED`,
    `Check the server's log for why GET ${API} got no response`,
  ],
])("%s says what Chromium says, and what to change", async (code, network, init, message, fix) => {
  const error = await blockOf(network, init);
  expect({ code: error.code, message: error.message, fix: error.fix }).toEqual({ code, message, fix });
});

test("redirect-of-stream and unsupported-scheme do so too", async () => {
  const network = (request: Request) =>
    request.method === "OPTIONS" ? answering(OPEN)() : redirecting({ [API]: "/x" }, 308)(request);
  const stream = await blockOf(network, { method: "POST", body: new Blob(["x"]).stream(), duplex: "half" });
  expect(stream.message).toBe(`POST ${API} net::ERR_INVALID_ARGUMENT`);
  expect(stream.fix).toBe(
    `Answer POST ${API} directly instead of redirecting it to /x, because a streamed body cannot be sent twice`,
  );
  const scheme = await blockOf(answering(), {}, "ftp://a.example/");
  expect(scheme.message).toBe('Fetch API cannot load ftp://a.example/. URL scheme "ftp" is not supported.');
  expect(scheme.fix).toBe("Have the page request an http or https URL instead of ftp://a.example/");
});

test("after a tainted redirect the fix is about the redirect", async () => {
  const error = await blockOf(redirecting({ [API]: "https://other.example/" }, 302, OWN));
  expect(error.message).toBe(
    `Access to fetch at 'https://other.example/' (redirected from '${API}') from origin '${ORIGIN}' has been blocked by CORS policy: The 'Access-Control-Allow-Origin' header has a value '${ORIGIN}' that is not equal to the supplied origin. Have the server send the header with a valid value.`,
  );
  expect(error.fix).toBe(
    'Do not redirect the request from one foreign origin to another, because it then has "Origin: null"; have the page request https://other.example/ directly',
  );
});

test("it is a TypeError, as a page expects, and has a cause only where there is one", async () => {
  const error = await blockOf(answering());
  expect(error).toBeInstanceOf(TypeError);
  expect(error).toBeInstanceOf(BlockedError);
  expect(error.name).toBe("TypeError");
  expect("cause" in error).toBe(false);
});
