import { deviates } from "./deviations.ts";
import type { Engine } from "./engines.ts";
import { checkEnumerations, refuse } from "./enumerations.ts";
import { isCorsSafelistedMethod, isForbiddenMethod, isToken, normalizeMethod } from "./methods.ts";
import { appendGuarded, guardedHeaders, spellingOf } from "./request-headers.ts";
import { baseUrl, type PageLocation, type Referrer, readReferrer } from "./request-referrer.ts";
import { isStream, UploadStream } from "./upload-stream.ts";

/** The options that a page passes to `fetch`, with one that `RequestInit` lacks. */
export interface BrowserRequestInit extends RequestInit {
  /** Has to be `"half"` if `body` is a stream. */
  duplex?: "half";
  /**
   * Sends the request as an XMLHttpRequest whose `upload` has a listener: with a preflight, whatever the method and the
   * headers are. Defaults to `false`. A streamed body has the same effect.
   *
   * @see https://fetch.spec.whatwg.org/#use-cors-preflight-flag
   */
  keepUploadListener?: boolean;
}

/** A request on its way through the standard's algorithms, which change it with every redirect. See #concept-request. */
export interface FetchRequest {
  /** The page's origin, serialized. */
  readonly origin: string;
  readonly engine: Engine;
  readonly initialUrl: URL;
  readonly mode: "cors" | "no-cors" | "same-origin";
  readonly credentials: "omit" | "same-origin" | "include";
  readonly redirect: "follow" | "error" | "manual";
  readonly cache: RequestCache;
  readonly keepalive: boolean;
  readonly referrer: Referrer;
  readonly referrerPolicy: string;
  readonly signal: AbortSignal | undefined;
  /** See #use-cors-preflight-flag. */
  readonly useCorsPreflight: boolean;
  /** Whether the request is one of XMLHttpRequest, as console messages name it. */
  readonly isXhr: boolean;
  /** The headers of the page before any redirect. */
  readonly initialHeaders: Headers;
  /** The header names as the page spells them, by their lower-case form. */
  readonly spelling: ReadonlyMap<string, string>;
  /** The URL of the page, as messages show it. */
  readonly page: string;
  /** Whether a redirect has turned the request into a GET. */
  hasLostBody: boolean;
  /** The names that the last redirect removes. */
  removedNames: readonly string[];
  /** Whether the request has needed a preflight, here or before a redirect. */
  neededPreflight: boolean;
  /** Where it goes next: the current URL. */
  url: URL;
  method: string;
  headers: Headers;
  /** Bytes can be sent again after a redirect, a stream cannot. */
  body: ArrayBuffer | UploadStream | null;
  /** See #concept-request-response-tainting. */
  tainting: "basic" | "cors" | "opaque";
  redirectCount: number;
  /** The last `Origin` header; `undefined` before one was sent. */
  sentOrigin: string | undefined;
  /** Whether one other origin has redirected to another. See #concept-request-tainted-origin. */
  isRedirectTainted: boolean;
}

function parseUrl(input: string | URL, page: PageLocation): URL {
  let url: URL;
  try {
    url = new URL(input, baseUrl(page));
  } catch {
    throw refuse(`Failed to parse URL from ${input}`);
  }
  if (url.username || url.password) {
    throw refuse(`Request cannot be constructed from a URL that includes credentials: ${input}`);
  }
  return url;
}

function readMethod(method: string, mode: FetchRequest["mode"]): string {
  if (!isToken(method)) throw refuse(`'${method}' is not a valid HTTP method.`);
  if (isForbiddenMethod(method)) throw refuse(`'${method}' HTTP method is unsupported.`);
  const normalized = normalizeMethod(method);
  if (mode === "no-cors" && !isCorsSafelistedMethod(normalized)) {
    throw refuse(`'${method}' is unsupported in no-cors mode.`);
  }
  return normalized;
}

function checkStream({ duplex, keepalive = false }: BrowserRequestInit, mode: FetchRequest["mode"]): void {
  if (duplex !== "half") throw refuse("The `duplex` member must be specified for a request with a streaming body");
  if (keepalive) throw refuse("Keepalive request cannot have a ReadableStream body.");
  if (mode === "no-cors") {
    throw refuse("If request is made from ReadableStream, mode should be 'same-origin' or 'cors'.");
  }
}

/** The type that a runtime gives to text, and to an object that it does not know. */
const TYPE_OF_TEXT = "text/plain;charset=UTF-8";

const FOREIGN_BODY =
  "The body is a Blob or FormData of another environment, like jsdom, and this runtime cannot read it; pass one of the runtime, or run the test in the environment node";

const tagOf = (value: unknown): string => Object.prototype.toString.call(value).slice("[object ".length, -1);

/** Whether a body is a `Blob` without a stream, as in jsdom, or a form with one: the runtime would fail, or wait forever. */
function isUnreadable(body: unknown): boolean {
  if (tagOf(body) !== "FormData") return /^(?:Blob|File)$/.test(tagOf(body)) && !(body as Blob).stream;
  return Symbol.iterator in (body as FormData) && [...(body as FormData)].some(([, value]) => isUnreadable(value));
}

/** The body, and the type that belongs to it if the headers have none. See #concept-bodyinit-extract. */
async function extractBody(
  body: RequestInit["body"],
  given: Request | undefined,
): Promise<{ readonly body: FetchRequest["body"]; readonly type: string | null }> {
  if (isStream(body)) return { body: new UploadStream(body), type: null };
  if (body !== undefined && body !== null) {
    if (isUnreadable(body)) throw new TypeError(FOREIGN_BODY);
    const extracted = new Response(body);
    const type = extracted.headers.get("Content-Type");
    if (type === TYPE_OF_TEXT && /Blob|File|FormData/.test(tagOf(body))) throw new TypeError(FOREIGN_BODY);
    return { body: await extracted.arrayBuffer(), type };
  }
  // A Request does not tell whether its body came from a stream, so it counts as bytes.
  return { body: given?.body ? await given.arrayBuffer() : null, type: null };
}

/** Bun's `Request` keeps neither credentials nor referrer: every one has the credentials mode `"include"` and no referrer. */
const losesCredentials = (): boolean => new Request("https://app.example.com/").credentials === "include";

/**
 * The request that `fetch(input, init)` of a page makes. The `Request` of the runtime does not serve here, because runtimes
 * of servers neither keep modes nor drop headers. See #dom-request.
 */
export async function toFetchRequest(
  origin: string,
  input: string | URL | Request,
  init: BrowserRequestInit,
  { engine = "standard", pageUrl }: { readonly engine?: Engine; readonly pageUrl?: URL | undefined } = {},
): Promise<FetchRequest> {
  checkEnumerations(init);
  const page: PageLocation = { origin, url: pageUrl };
  const given = typeof input === "string" || input instanceof URL ? undefined : input;
  const kept = given && !losesCredentials() ? given : undefined;
  const referrer = readReferrer(init.referrer ?? kept?.referrer, page);
  const mode = init.mode ?? given?.mode ?? "cors";
  if (mode === "navigate") {
    throw refuse("Cannot construct a Request with a RequestInit whose mode member is set as 'navigate'.");
  }
  const url = parseUrl(given?.url ?? String(input), page);
  const cache = init.cache ?? given?.cache ?? "default";
  if (cache === "only-if-cached" && mode !== "same-origin") {
    throw refuse("'only-if-cached' can be set only with 'same-origin' mode");
  }
  const method = readMethod(init.method ?? given?.method ?? "GET", mode);
  if ((init.body ?? given?.body) && (method === "GET" || method === "HEAD")) {
    throw refuse("Request with GET/HEAD method cannot have body.");
  }
  if (isStream(init.body)) checkStream(init, mode);
  const pageHeaders = init.headers ?? given?.headers;
  const headers = guardedHeaders(pageHeaders, mode);
  const { body, type } = await extractBody(init.body, given);
  const { keepUploadListener = false } = init;
  const hasUpload = body !== null || !deviates(engine, "upload-listener-needs-a-body");
  if (type !== null && !headers.has("Content-Type")) {
    const isUnguarded = deviates(engine, "no-cors-sends-the-type-of-a-blob");
    appendGuarded(headers, isUnguarded ? "cors" : mode, ["Content-Type", type]);
  }
  // See #concept-fetch: before the CORS-unsafe request-header names are counted.
  if (!headers.has("Accept")) headers.set("Accept", "*/*");

  return {
    origin,
    engine,
    initialUrl: url,
    mode: isStream(init.body) && deviates(engine, "streams-ignore-same-origin-mode") ? "cors" : mode,
    credentials: init.credentials ?? kept?.credentials ?? "same-origin",
    redirect: init.redirect ?? given?.redirect ?? "follow",
    cache,
    keepalive: init.keepalive ?? given?.keepalive ?? false,
    referrer,
    referrerPolicy: init.referrerPolicy ?? given?.referrerPolicy ?? "",
    // `null` is how a page takes the signal of its Request away.
    signal: (init.signal === undefined ? given?.signal : init.signal) ?? undefined,
    useCorsPreflight: body instanceof UploadStream || (keepUploadListener && hasUpload),
    isXhr: keepUploadListener,
    initialHeaders: new Headers(headers),
    removedNames: [],
    hasLostBody: false,
    neededPreflight: false,
    spelling: spellingOf(pageHeaders),
    page: baseUrl(page) ?? "null",
    url,
    method,
    headers,
    body,
    tainting: "basic",
    redirectCount: 0,
    sentOrigin: undefined,
    isRedirectTainted: false,
  };
}
