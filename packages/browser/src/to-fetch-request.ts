import { deviates } from "./deviations.ts";
import type { Engine } from "./engines.ts";
import { checkEnumerations } from "./enumerations.ts";
import type { FetchRequest } from "./fetch-request.ts";
import { isCorsSafelistedMethod, isForbiddenMethod, isToken, normalizeMethod } from "./methods.ts";
import { refuse } from "./refusals.ts";
import { extractBody, uploadOf } from "./request-body.ts";
import { appendGuarded, guardedHeaders, spellingOf } from "./request-headers.ts";
import type { BrowserRequestInit } from "./request-init.ts";
import { baseUrl, type PageLocation, readReferrer } from "./request-referrer.ts";
import { isStream, UploadStream } from "./upload-stream.ts";

function parseUrl(engine: Engine, input: string | URL, page: PageLocation): URL {
  let url: URL;
  try {
    url = new URL(input, baseUrl(page));
  } catch {
    throw refuse(engine, "url", { value: String(input) });
  }
  if (url.username || url.password) {
    throw refuse(engine, "url-with-credentials", { value: String(input) });
  }
  return url;
}

function readMethod(engine: Engine, method: string, mode: FetchRequest["mode"]): string {
  if (!isToken(method)) throw refuse(engine, "method", { value: method });
  if (isForbiddenMethod(method)) throw refuse(engine, "forbidden-method", { value: method });
  const normalized = normalizeMethod(method);
  if (mode === "no-cors" && !isCorsSafelistedMethod(normalized)) {
    throw refuse(engine, "no-cors-method", { value: normalized });
  }
  return normalized;
}

/** The error for a streamed body, which WebKit does not send. */
const STREAM_REFUSED = "ReadableStream uploading is not supported";

function checkStream(engine: Engine, init: BrowserRequestInit, mode: FetchRequest["mode"]): void {
  const { duplex, keepalive = false } = init;
  if (keepalive) throw refuse(engine, "keepalive-stream");
  if (deviates(engine, "refuses-streams")) throw new DOMException(STREAM_REFUSED, "NotSupportedError");
  if (duplex !== "half") throw refuse(engine, "stream-without-duplex");
  if (mode === "no-cors") throw refuse(engine, "no-cors-stream");
}

/**
 * Bun's `Request` ignores credentials and referrer: its credentials mode is always `"include"`, and it has no referrer.
 */
const losesCredentials = (): boolean => new Request("https://app.example.com/").credentials === "include";

/**
 * The request that a page's `fetch(input, init)` creates. The runtime's `Request` is not enough, because server
 * runtimes neither store the modes nor drop forbidden headers. See #dom-request.
 */
export async function toFetchRequest(
  origin: string,
  input: string | URL | Request,
  init: BrowserRequestInit,
  { engine = "standard", pageUrl }: { readonly engine?: Engine; readonly pageUrl?: URL | undefined } = {},
): Promise<FetchRequest> {
  checkEnumerations(engine, init);
  const page: PageLocation = { origin, url: pageUrl };
  const inputRequest = typeof input === "string" || input instanceof URL ? undefined : input;
  const inputModes = inputRequest && !losesCredentials() ? inputRequest : undefined;
  const referrer = readReferrer(engine, init.referrer ?? inputModes?.referrer, page);
  const mode = init.mode ?? inputRequest?.mode ?? "cors";
  if (mode === "navigate") {
    throw refuse(engine, "navigate-mode");
  }
  const url = parseUrl(engine, inputRequest?.url ?? String(input), page);
  const cache = init.cache ?? inputRequest?.cache ?? "default";
  if (cache === "only-if-cached" && mode !== "same-origin") {
    throw refuse(engine, "only-if-cached", { mode });
  }
  const method = readMethod(engine, init.method ?? inputRequest?.method ?? "GET", mode);
  if ((init.body ?? inputRequest?.body) && (method === "GET" || method === "HEAD")) {
    throw refuse(engine, "body-of-get", { value: method });
  }
  const upload = uploadOf(engine, init.body);
  if (isStream(upload)) checkStream(engine, init, mode);
  const pageHeaders = init.headers ?? inputRequest?.headers;
  const headers = guardedHeaders(engine, pageHeaders, mode);
  const { body, type } = await extractBody(upload, inputRequest);
  const { keepUploadListener = false } = init;
  const hasUpload = body !== null || !deviates(engine, "upload-listener-needs-a-body");
  if (type !== null && !headers.has("Content-Type")) {
    const isUnguarded = deviates(engine, "no-cors-sends-the-type-of-a-blob");
    appendGuarded(headers, isUnguarded ? "cors" : mode, ["Content-Type", type]);
  }
  // See #concept-fetch: before the CORS-unsafe request-header names are computed.
  if (!headers.has("Accept")) headers.set("Accept", "*/*");

  return {
    origin,
    engine,
    initialUrl: url,
    mode: isStream(upload) && deviates(engine, "streams-ignore-same-origin-mode") ? "cors" : mode,
    credentials: init.credentials ?? inputModes?.credentials ?? "same-origin",
    redirect: init.redirect ?? inputRequest?.redirect ?? "follow",
    cache,
    keepalive: init.keepalive ?? inputRequest?.keepalive ?? false,
    referrer,
    referrerPolicy: init.referrerPolicy ?? inputRequest?.referrerPolicy ?? "",
    // A page passes `null` to remove the signal of its Request.
    signal: (init.signal === undefined ? inputRequest?.signal : init.signal) ?? undefined,
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
