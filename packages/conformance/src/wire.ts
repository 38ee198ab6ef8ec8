/** Origins, requests and responses that many cases share. */
import type { CaseRequest, Expected, Header } from "./case.ts";

export const APP: string = "https://app.example.com";
export const EVIL: string = "https://evil.example";

/** A request other than a preflight; without an origin it is not a CORS request. */
export const request = (method: string, origin?: string, ...headers: readonly Header[]): CaseRequest => ({
  method,
  headers: origin === undefined ? headers : [["Origin", origin], ...headers],
});

/** A CORS-preflight request. */
export const preflight = (origin: string, method: string, ...headers: readonly Header[]): CaseRequest =>
  request("OPTIONS", origin, ["Access-Control-Request-Method", method], ...headers);

/** The requested headers of a preflight. */
export const requestHeaders = (names: string): Header => ["Access-Control-Request-Headers", names];

export const allowOrigin = (origin: string): Header => ["Access-Control-Allow-Origin", origin];
export const ALLOW_CREDENTIALS: Header = ["Access-Control-Allow-Credentials", "true"];
export const allowMethods = (list: string): Header => ["Access-Control-Allow-Methods", list];
export const allowHeaders = (list: string): Header => ["Access-Control-Allow-Headers", list];
export const exposeHeaders = (list: string): Header => ["Access-Control-Expose-Headers", list];
export const maxAge = (seconds: number): Header => ["Access-Control-Max-Age", String(seconds)];
export const VARY_ORIGIN: Header = ["Vary", "Origin"];
export const VARY_ON_OPTIONS: Header = [
  "Vary",
  "Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
];

/** The preflight headers that the default options produce. */
export const DEFAULT_METHODS: Header = allowMethods("GET, HEAD, QUERY, PUT, PATCH, POST, DELETE");
export const DEFAULT_HEADERS: Header = allowHeaders("*, Authorization");
export const DEFAULT_MAX_AGE: Header = maxAge(600);
const DEFAULTS: readonly Header[] = [DEFAULT_METHODS, DEFAULT_HEADERS, DEFAULT_MAX_AGE];

/** The response to an allowed preflight. */
export const preflightAllowed = (origin: string, ...headers: readonly Header[]): Expected => ({
  handlerRuns: false,
  status: 204,
  headers: [allowOrigin(origin), ...(headers.length > 0 ? headers : DEFAULTS), VARY_ON_OPTIONS],
  body: "",
});

/** The response to a preflight from an origin that is not allowed. */
export const PREFLIGHT_DENIED: Expected = { handlerRuns: false, status: 403, headers: [VARY_ON_OPTIONS], body: "" };

/** The default response of the handler, with additional headers. */
export const hello = (...headers: readonly Header[]): Expected => ({
  handlerRuns: true,
  status: 200,
  headers,
  body: "hello",
});

/** The default response of the handler, for a denied origin. */
export const HELLO_DENIED: Expected = hello(VARY_ORIGIN);

/** The default response to an error. */
export const internalServerError = (handlerRuns: boolean, ...headers: readonly Header[]): Expected => ({
  handlerRuns,
  status: 500,
  headers: [["Content-Type", "text/plain;charset=UTF-8"], ...headers],
  body: "Internal Server Error",
});

/** The status of the app's response if the adapter passes an error on, because there is no runtime to answer it. */
export const PASSED_ON: number = 599;
