import type { Engine } from "./engines.ts";

/** A browser engine, as opposed to the standard. */
export type RealEngine = Exclude<Engine, "standard">;

/** A point on which engines deviate from the Fetch Standard. */
export interface Deviation {
  readonly engines: readonly RealEngine[];
  /** The behavior of the engines. */
  readonly behavior: string;
  /** The rule of the standard, with the anchor of its section. */
  readonly standard: string;
  readonly anchor: string;
  /** The source file that implements the behavior, or the engine in which it was observed. */
  readonly source: string;
}

/** The name of a deviation. */
export type DeviationName =
  | "wildcard-covers-authorization"
  | "client-hints-need-no-preflight"
  | "upload-listener-needs-allowed-method"
  | "one-cache-entry-per-url"
  | "cache-per-credentials-mode"
  | "no-cache-for-opaque-origins"
  | "cached-wildcard-covers-authorization"
  | "wildcard-of-a-credentialed-entry"
  | "keeps-cache-after-failure"
  | "clears-cache-after-any-failure"
  | "stores-what-a-failed-preflight-allows"
  | "signed-max-age"
  | "invalid-max-age-is-zero"
  | "preflights-a-redirect-for-the-page"
  | "preflights-the-initial-headers"
  | "keeps-origin-on-redirected-get"
  | "redirects-delete-as-get"
  | "redirect-restores-headers"
  | "every-redirect-restores-headers"
  | "preflight-to-the-page-is-not-checked"
  | "checks-preflight-status-first"
  | "checks-redirected-preflight"
  | "checks-methods-before-headers"
  | "redirect-error-needs-location"
  | "joins-locations"
  | "location-as-latin-1"
  | "no-cors-sends-the-type-of-a-blob"
  | "upload-listener-needs-a-body"
  | "ignores-empty-location"
  | "refuses-empty-location"
  | "refuses-ftp-first"
  | "redirect-keeps-credentials"
  | "compares-locations"
  | "checks-location-first"
  | "checks-followed-location-first"
  | "refuses-userinfo-in-redirects"
  | "checks-userinfo-after-preflight"
  | "checks-userinfo-before-redirect-mode"
  | "redirect-removes-client-hints"
  | "shows-origin-without-referrer"
  | "401-needs-a-challenge"
  | "streams-ignore-same-origin-mode"
  | "sends-streams-as-text"
  | "refuses-streams"
  | "no-cors-redirect-nulls-origin"
  | "blocks-third-party-cookies"
  | "cookies-without-samesite-cross-sites"
  | "none-without-secure"
  | "loopback-is-not-secure"
  | "hosts-below-localhost-are-sites";

const CHROMIUM_RESULT = "Chromium `services/network/public/cpp/cors/preflight_result.cc`";
const CHROMIUM_CONTROLLER = "Chromium `services/network/cors/preflight_controller.cc`";
const CHROMIUM_LOADER = "Chromium `services/network/cors/cors_url_loader.cc`";
const FIREFOX_PROXY = "Firefox `netwerk/protocol/http/nsCORSListenerProxy.cpp`";
const WEBKIT_CACHE = "WebKit `Source/WebCore/loader/CrossOriginPreflightResultCache.cpp`";
const WEBKIT_CHECKER = "WebKit `Source/WebKit/NetworkProcess/NetworkLoadChecker.cpp`";
const WEBKIT_ACCESS = "WebKit `Source/WebCore/loader/CrossOriginAccessControl.cpp`";

/** Every simulated deviation of an engine from the standard. `docs/browsers.md` shows this table. */
export const DEVIATIONS: Readonly<Record<DeviationName, Deviation>> = {
  "wildcard-covers-authorization": {
    engines: ["chromium", "firefox", "webkit"],
    behavior: "`*` in `Access-Control-Allow-Headers` covers `Authorization`",
    standard: "`Authorization` must be listed by name",
    anchor: "cors-non-wildcard-request-header-name",
    source: `${CHROMIUM_RESULT}; ${FIREFOX_PROXY}, which warns; ${WEBKIT_CACHE}`,
  },
  "client-hints-need-no-preflight": {
    engines: ["chromium"],
    behavior:
      "`User-Agent`, `Save-Data`, `DPR`, `Width`, `Viewport-Width`, `Device-Memory`, `Downlink`, `ECT` and `RTT` need no preflight",
    standard: "they are CORS-unsafe request-headers",
    anchor: "cors-safelisted-request-header",
    source: "Chromium `services/network/public/cpp/cors/cors.cc`",
  },
  "upload-listener-needs-allowed-method": {
    engines: ["chromium", "firefox", "webkit"],
    behavior:
      "for a request with an upload listener or a streamed body, a preflight response without `Access-Control-Allow-Methods` allows GET, HEAD and POST",
    standard: "without that header, the response allows the method of the request, whatever it is",
    anchor: "cors-preflight-fetch-0",
    source: `${CHROMIUM_RESULT}; ${FIREFOX_PROXY}; ${WEBKIT_CACHE}`,
  },
  "one-cache-entry-per-url": {
    engines: ["chromium", "webkit"],
    behavior:
      "the preflight cache has one entry for each URL; the next preflight replaces the entry, and a request that the entry does not allow removes it",
    standard: "each method and each header name has its own entry",
    anchor: "concept-cache",
    source: `${CHROMIUM_CONTROLLER}; ${WEBKIT_CACHE}`,
  },
  "cache-per-credentials-mode": {
    engines: ["firefox"],
    behavior:
      "requests with and without credentials have separate preflight caches, which store no wildcard, and store HEAD only if the server lists it",
    standard:
      "an entry with credentials also applies to requests without credentials; `*` matches every name; HEAD is safelisted",
    anchor: "concept-cache-match",
    source: FIREFOX_PROXY,
  },
  "no-cache-for-opaque-origins": {
    engines: ["chromium", "webkit"],
    behavior: "after a redirect that makes the origin `null`, the preflight cache is not used",
    standard: "entries are keyed by the serialized origin, and `null` is one",
    anchor: "concept-cache-create-entry",
    source: `${CHROMIUM_CONTROLLER}; ${WEBKIT_CACHE}`,
  },
  "cached-wildcard-covers-authorization": {
    engines: ["webkit"],
    behavior:
      "`*` in the preflight cache covers `Authorization`; in Chromium and Firefox, `*` covers it only in a fresh response, so the next request with `Authorization` needs a new preflight",
    standard: "`*` does not cover `Authorization`",
    anchor: "concept-cache-match-header",
    source: WEBKIT_CACHE,
  },
  "wildcard-of-a-credentialed-entry": {
    engines: ["webkit"],
    behavior:
      "`*` in the cached response to a preflight for a request with credentials is a wildcard only for requests without credentials",
    standard: "`*` in that entry matches every name, even for requests with credentials",
    anchor: "concept-cache-match-method",
    source: WEBKIT_CACHE,
  },
  "keeps-cache-after-failure": {
    engines: ["chromium", "webkit"],
    behavior: "the preflight cache keeps its entries when the response to the actual request is blocked",
    standard: "the entries for the URL are removed",
    anchor: "concept-main-fetch",
    source: `${CHROMIUM_LOADER}; ${WEBKIT_CHECKER}`,
  },
  "clears-cache-after-any-failure": {
    engines: ["firefox"],
    behavior:
      "a blocked request removes the entries for its URL, even if it needed no preflight, unless the redirect mode `error` is the reason",
    standard: "any failure removes the entries, but only if the request needed a preflight",
    anchor: "concept-main-fetch",
    source: FIREFOX_PROXY,
  },
  "stores-what-a-failed-preflight-allows": {
    engines: ["webkit"],
    behavior:
      "a preflight response that passes the CORS check is cached, even if it does not allow the method or a header",
    standard: "a failed preflight creates no entry",
    anchor: "cors-preflight-fetch-0",
    source: WEBKIT_ACCESS,
  },
  "signed-max-age": {
    engines: ["chromium", "webkit"],
    behavior:
      "`Access-Control-Max-Age` is a 64-bit integer with an optional sign; `-1` means 0, and a number that is too large means 5",
    standard: "only digits are a number of seconds; anything else means 5",
    anchor: "http-access-control-max-age",
    source: `${CHROMIUM_RESULT}; ${WEBKIT_CACHE}`,
  },
  "invalid-max-age-is-zero": {
    engines: ["firefox"],
    behavior: "an `Access-Control-Max-Age` that is not a number of seconds means 0",
    standard: "it means 5",
    anchor: "cors-preflight-fetch-0",
    source: FIREFOX_PROXY,
  },
  "preflights-a-redirect-for-the-page": {
    engines: ["firefox"],
    behavior:
      "after a redirect, the preflight has the page's origin, even if the actual request has `Origin: null`, and it can list headers that an earlier redirect removed",
    standard: "the preflight has the origin and the headers of the redirected request",
    anchor: "concept-http-redirect-fetch",
    source: FIREFOX_PROXY,
  },
  "preflights-the-initial-headers": {
    engines: ["firefox", "webkit"],
    behavior:
      "after a redirect, a request needs a preflight if the initial request or an earlier hop needed one; in WebKit, the preflight lists the headers of the initial request",
    standard: "a redirected request needs a preflight if its own method and headers need one",
    anchor: "concept-http-redirect-fetch",
    source: `${FIREFOX_PROXY}; ${WEBKIT_CHECKER}`,
  },
  "keeps-origin-on-redirected-get": {
    engines: ["webkit"],
    behavior: "a `no-cors` POST that a same-origin redirect turns into a GET keeps its `Origin`",
    standard: "a `no-cors` GET has no `Origin`",
    anchor: "append-a-request-origin-header",
    source: "seen in WebKitGTK",
  },
  "redirects-delete-as-get": {
    engines: ["webkit"],
    behavior: "a redirect to a different origin turns a DELETE into a GET, whatever the redirect status",
    standard: "only a 303 does",
    anchor: "concept-http-redirect-fetch",
    source: "WebKit `Source/WebKit/NetworkProcess/soup/NetworkDataTaskSoup.cpp`",
  },
  "redirect-restores-headers": {
    engines: ["firefox", "webkit"],
    behavior:
      "a 307 or 308 redirect restores headers that an earlier redirect removed with the body, such as `Content-Type`",
    standard: "these headers stay removed",
    anchor: "concept-http-redirect-fetch",
    source: `Firefox \`dom/fetch/FetchDriver.cpp\`; ${WEBKIT_CHECKER}`,
  },
  "every-redirect-restores-headers": {
    engines: ["webkit"],
    behavior:
      "every redirect of a CORS request, except one that turns it into a GET, restores the headers that were removed with the body",
    standard: "these headers stay removed",
    anchor: "concept-http-redirect-fetch",
    source: WEBKIT_CHECKER,
  },
  "preflight-to-the-page-is-not-checked": {
    engines: ["firefox"],
    behavior:
      "after a redirect back to the page's origin, the preflight response needs no `Access-Control-Allow-Origin`",
    standard: "it must pass the CORS check",
    anchor: "cors-preflight-fetch-0",
    source: FIREFOX_PROXY,
  },
  "checks-preflight-status-first": {
    engines: ["webkit"],
    behavior: "the status of a preflight response is checked before the CORS check, so the message is about the status",
    standard: "the CORS check comes first",
    anchor: "cors-preflight-fetch-0",
    source: WEBKIT_ACCESS,
  },
  "checks-redirected-preflight": {
    engines: ["firefox"],
    behavior: "a redirect of a preflight must pass the CORS check first, so the message is about the failed check",
    standard: "a redirect of a preflight fails",
    anchor: "cors-preflight-fetch-0",
    source: FIREFOX_PROXY,
  },
  "checks-methods-before-headers": {
    engines: ["firefox"],
    behavior: "the method is checked before the list of header names is parsed",
    standard: "both lists are parsed first",
    anchor: "cors-preflight-fetch-0",
    source: FIREFOX_PROXY,
  },
  "redirect-error-needs-location": {
    engines: ["chromium", "webkit"],
    behavior: 'with `redirect: "error"`, the page gets a response that has a redirect status but no `Location`',
    standard: "the redirect status alone is an error",
    anchor: "concept-http-fetch",
    source: "seen in Chromium and WebKitGTK",
  },
  "joins-locations": {
    engines: ["webkit"],
    behavior: "several `Location` lines are joined with a comma and followed as one URL",
    standard: "more than one line is a network error",
    anchor: "concept-response-location-url",
    source: "seen in WebKitGTK",
  },
  "location-as-latin-1": {
    engines: ["webkit"],
    behavior: "non-ASCII bytes in `Location` are decoded as Latin-1 and encoded as UTF-8",
    standard: "the bytes are percent-encoded",
    anchor: "concept-response-location-url",
    source: "seen in WebKitGTK",
  },
  "no-cors-sends-the-type-of-a-blob": {
    engines: ["webkit"],
    behavior: "a `no-cors` request has the `Content-Type` of its Blob, whatever the type",
    standard: "a type that is not CORS-safelisted is dropped",
    anchor: "concept-headers-append",
    source: "seen in WebKitGTK",
  },
  "upload-listener-needs-a-body": {
    engines: ["chromium"],
    behavior: "an upload listener forces a preflight only if the request has a body",
    standard: "an upload listener forces a preflight",
    anchor: "use-cors-preflight-flag",
    source: "Chromium `third_party/blink/renderer/core/xmlhttprequest/xml_http_request.cc`",
  },
  "ignores-empty-location": {
    engines: ["chromium", "webkit"],
    behavior: "a response with an empty `Location` is treated like one without `Location`",
    standard: "an empty `Location` is the URL of the response itself",
    anchor: "concept-response-location-url",
    source: "seen in Chromium and WebKitGTK",
  },
  "refuses-empty-location": {
    engines: ["webkit"],
    behavior: "following a redirect with an empty `Location` is a network error",
    standard: "an empty `Location` is the URL of the response itself",
    anchor: "concept-response-location-url",
    source: "seen in WebKitGTK",
  },
  "refuses-ftp-first": {
    engines: ["webkit"],
    behavior: "a redirect of an actual request to `ftp:` is refused before the CORS check, whatever the redirect mode",
    standard: "it is an error only when the redirect is followed",
    anchor: "concept-http-redirect-fetch",
    source: "seen in WebKitGTK",
  },
  "redirect-keeps-credentials": {
    engines: ["webkit"],
    behavior:
      'if the first URL of a request with `credentials: "same-origin"` has the page\'s origin, redirects from other origins must pass the CORS check as if the mode were `"include"`, and this check runs only after the preflight of the next request',
    standard: "the credentials mode does not change",
    anchor: "concept-cors-check",
    source: WEBKIT_CHECKER,
  },
  "compares-locations": {
    engines: ["chromium", "firefox"],
    behavior: "several equal `Location` lines count as one; different ones are a network error, whatever the status",
    standard: "more than one line is a network error when the redirect is followed",
    anchor: "concept-response-location-url",
    source: "Chromium `net/http/http_stream_parser.cc`; Firefox `netwerk/protocol/http/nsHttpHeaderArray.h`",
  },
  "checks-location-first": {
    engines: ["chromium"],
    behavior:
      'a `Location` that is not a URL is a network error, even with `redirect: "manual"`, and is checked before the CORS check',
    standard: "it is an error only when the redirect is followed",
    anchor: "concept-response-location-url",
    source: "Chromium `net/url_request/url_request_job.cc`",
  },
  "checks-followed-location-first": {
    engines: ["firefox"],
    behavior:
      'with `redirect: "follow"`, a `Location` that is not a URL, or has the scheme `data:`, `blob:` or `javascript:`, is a network error before the CORS check, for a preflight too',
    standard: "the CORS check comes first",
    anchor: "concept-http-fetch",
    source: "seen in Firefox",
  },
  "refuses-userinfo-in-redirects": {
    engines: ["chromium"],
    behavior:
      "`fetch` does not follow a redirect to a URL with a user name or password in any mode; XMLHttpRequest follows one within an origin",
    standard: "it is an error only if the request or the redirect is cross-origin and the mode is `cors`",
    anchor: "concept-http-redirect-fetch",
    source: "seen in Chromium",
  },
  "checks-userinfo-after-preflight": {
    engines: ["webkit"],
    behavior:
      "if the page's origin redirects to a URL with a user name or password on a different origin, the redirect is refused only after the preflight of the redirected request",
    standard: "it is refused before the preflight",
    anchor: "concept-http-redirect-fetch",
    source: WEBKIT_CHECKER,
  },
  "checks-userinfo-before-redirect-mode": {
    engines: ["chromium"],
    behavior:
      'with `redirect: "error"`, a user name or password in the redirect target is checked first, so the message is about it',
    standard: "the redirect mode alone makes the redirect an error",
    anchor: "concept-http-fetch",
    source: CHROMIUM_LOADER,
  },
  "redirect-removes-client-hints": {
    engines: ["chromium"],
    behavior:
      "a redirect to an origin other than the page's removes `DPR`, `Width`, `Viewport-Width`, `Device-Memory`, `Downlink`, `ECT` and `RTT`",
    standard: "only `Authorization` is removed",
    anchor: "concept-http-redirect-fetch",
    source: "seen in Chromium",
  },
  "shows-origin-without-referrer": {
    engines: ["chromium"],
    behavior:
      'with the referrer policy `"no-referrer"`, a `no-cors` or `same-origin` request still sends the page\'s origin',
    standard: "`Origin` is `null`",
    anchor: "append-a-request-origin-header",
    source: "seen in Chromium",
  },
  "401-needs-a-challenge": {
    engines: ["chromium"],
    behavior: "a 401 for a streamed body is a network error only if it has `WWW-Authenticate`",
    standard: "it is always a network error, because a stream cannot be sent again",
    anchor: "concept-http-network-or-cache-fetch",
    source: "seen in Chromium",
  },
  "streams-ignore-same-origin-mode": {
    engines: ["chromium"],
    behavior: 'a streamed body is sent to a different origin, with a preflight, even if the mode is `"same-origin"`',
    standard: "the request is blocked",
    anchor: "concept-main-fetch",
    source: "seen in Chromium",
  },
  "sends-streams-as-text": {
    engines: ["firefox"],
    behavior: "a streamed body is sent as the text `[object ReadableStream]`",
    standard: "the bytes of the stream are sent",
    anchor: "concept-bodyinit-extract",
    source: "seen in Firefox",
  },
  "refuses-streams": {
    engines: ["webkit"],
    behavior: "a streamed body is refused with a `NotSupportedError`",
    standard: "the bytes of the stream are sent",
    anchor: "concept-bodyinit-extract",
    source: "seen in WebKitGTK",
  },
  "no-cors-redirect-nulls-origin": {
    engines: ["chromium"],
    behavior: "a `no-cors` POST that is redirected from the page's origin to a different one has `Origin: null`",
    standard: "it has the page's origin",
    anchor: "append-a-request-origin-header",
    source: "Chromium `net/url_request/redirect_util.cc`",
  },
  "blocks-third-party-cookies": {
    engines: ["chromium", "webkit"],
    behavior: "third-party cookies are neither sent nor stored",
    standard: "only `SameSite` and `Secure` matter",
    anchor: "cookies",
    source: "seen in Chromium and WebKitGTK, with their default settings",
  },
  "cookies-without-samesite-cross-sites": {
    engines: ["firefox"],
    behavior: "a cookie without a valid `SameSite` is sent in cross-site requests",
    standard: "it is treated as `Lax`",
    anchor: "cookies",
    source: "seen in Firefox",
  },
  "none-without-secure": {
    engines: ["webkit"],
    behavior: "a `SameSite=None` cookie is stored even without `Secure`",
    standard: "it is rejected",
    anchor: "cookies",
    source: "seen in WebKitGTK",
  },
  "loopback-is-not-secure": {
    engines: ["webkit"],
    behavior: "`Secure` cookies are neither stored from nor sent to `http://localhost`",
    standard: "a loopback address is treated as secure",
    anchor: "cookies",
    source: "seen in WebKitGTK",
  },
  "hosts-below-localhost-are-sites": {
    engines: ["webkit"],
    behavior: "`api.app.localhost` and `app.localhost` are different sites",
    standard: "they share the registrable domain `app.localhost`",
    anchor: "cookies",
    source: "seen in WebKitGTK",
  },
};

/** Whether an engine has a deviation. */
export const deviates = (engine: Engine, name: DeviationName): boolean =>
  (DEVIATIONS[name].engines as readonly Engine[]).includes(engine);
