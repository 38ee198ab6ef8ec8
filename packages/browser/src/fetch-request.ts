import { isForbiddenRequestHeader } from "./header-names.ts";
import { isCorsSafelistedMethod, isForbiddenMethod, isToken, normalizeMethod } from "./methods.ts";
import { isNoCorsSafelistedRequestHeader } from "./safelist.ts";

/** What a page passes to `fetch`, with what `RequestInit` lacks. */
export interface BrowserRequestInit extends RequestInit {
  /** Has to be `"half"` where `body` is a stream. */
  duplex?: "half";
  /**
   * Sends a preflight whatever the method and the headers are, as XMLHttpRequest does where somebody listens to its
   * `upload`. Defaults to `false`. A streamed body has the same effect.
   *
   * @see https://fetch.spec.whatwg.org/#use-cors-preflight-flag
   */
  keepUploadListener?: boolean;
}

/** A request on its way through the standard's algorithms, which change it with every redirect. See #concept-request. */
export interface FetchRequest {
  /** The page's origin, serialized. */
  readonly origin: string;
  readonly initialUrl: URL;
  readonly mode: "cors" | "no-cors" | "same-origin";
  readonly credentials: "omit" | "same-origin" | "include";
  readonly redirect: "follow" | "error" | "manual";
  readonly referrerPolicy: string;
  readonly signal: AbortSignal | undefined;
  /** See #use-cors-preflight-flag. */
  readonly useCorsPreflight: boolean;
  /** Where it goes next: the current URL. */
  url: URL;
  method: string;
  headers: Headers;
  /** Bytes can be sent again after a redirect, a stream cannot. */
  body: ArrayBuffer | ReadableStream | null;
  /** See #concept-request-response-tainting. */
  tainting: "basic" | "cors" | "opaque";
  redirectCount: number;
  /** Whether one other origin has redirected to another. See #concept-request-tainted-origin. */
  isRedirectTainted: boolean;
}

/** As Chromium words it; nothing has gone out yet. */
const refuse = (reason: string): TypeError => new TypeError(`Failed to execute 'fetch' on 'Window': ${reason}`);

type Enumeration = readonly [member: keyof BrowserRequestInit, type: string, values: readonly unknown[]];

/** The members of `init` that have a value out of a few. See #requestinit. */
const ENUMERATIONS: readonly Enumeration[] = [
  ["credentials", "RequestCredentials", ["omit", "same-origin", "include"]],
  ["duplex", "RequestDuplex", ["half"]],
  ["mode", "RequestMode", ["navigate", "same-origin", "no-cors", "cors"]],
  ["redirect", "RequestRedirect", ["follow", "error", "manual"]],
  [
    "referrerPolicy",
    "ReferrerPolicy",
    [
      ...["", "no-referrer", "no-referrer-when-downgrade", "same-origin", "origin", "strict-origin"],
      ...["origin-when-cross-origin", "strict-origin-when-cross-origin", "unsafe-url"],
    ],
  ],
];

/** To Web IDL `null` is a value like any other, and a wrong one here: only `undefined` leaves a member out. */
function checkEnumerations(init: BrowserRequestInit): void {
  for (const [member, type, values] of ENUMERATIONS) {
    const value = init[member];
    if (value === undefined || values.includes(value)) continue;
    throw refuse(
      `Failed to read the '${member}' property from 'RequestInit': The provided value '${String(value)}' is not a valid enum value of type ${type}.`,
    );
  }
}

function parseUrl(input: string | URL, origin: string): URL {
  let url: URL;
  try {
    url = new URL(input, origin === "null" ? undefined : `${origin}/`);
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

/** The guards of a page's `Headers`: what is not allowed is dropped without a word. See #concept-headers-append. */
function guard(headers: Headers, mode: FetchRequest["mode"]): Headers {
  const guarded = new Headers();
  for (const [name, value] of headers) {
    const isDropped = mode === "no-cors" && !isNoCorsSafelistedRequestHeader(name, value);
    if (!isDropped && !isForbiddenRequestHeader(name, value)) guarded.append(name, value);
  }
  return guarded;
}

/** The body, and the type that goes with it if the headers have none. See #concept-bodyinit-extract. */
async function extractBody(
  body: RequestInit["body"],
  given: Request | undefined,
): Promise<{ readonly body: FetchRequest["body"]; readonly type: string | null }> {
  if (body instanceof ReadableStream) return { body, type: null };
  if (body !== undefined && body !== null) {
    const extracted = new Response(body);
    return { body: await extracted.arrayBuffer(), type: extracted.headers.get("Content-Type") };
  }
  // Nobody can tell whether the body of a Request came from a stream, so it counts as bytes.
  return { body: given?.body ? await given.arrayBuffer() : null, type: null };
}

/**
 * What a page's `fetch(input, init)` asks for. The runtime's own `Request` is not trusted with it, as servers' runtimes
 * neither keep modes nor drop headers. See #dom-request.
 */
export async function toFetchRequest(
  origin: string,
  input: string | URL | Request,
  init: BrowserRequestInit,
): Promise<FetchRequest> {
  checkEnumerations(init);
  const given = typeof input === "string" || input instanceof URL ? undefined : input;
  const mode = init.mode ?? given?.mode ?? "cors";
  if (mode === "navigate") {
    throw refuse("Cannot construct a Request with a RequestInit whose mode member is set as 'navigate'.");
  }
  const url = parseUrl(given?.url ?? String(input), origin);
  const method = readMethod(init.method ?? given?.method ?? "GET", mode);
  const isStream = init.body instanceof ReadableStream;
  if ((init.body ?? given?.body) && (method === "GET" || method === "HEAD")) {
    throw refuse("Request with GET/HEAD method cannot have body.");
  }
  if (isStream && init.duplex !== "half") {
    throw refuse("The `duplex` member must be specified for a request with a streaming body");
  }
  if (isStream && mode === "no-cors") {
    throw refuse("If request is made from ReadableStream, mode should be 'same-origin' or 'cors'.");
  }
  const headers = guard(new Headers(init.headers ?? given?.headers), mode);
  const { body, type } = await extractBody(init.body, given);
  if (type !== null && !headers.has("Content-Type")) headers.set("Content-Type", type);
  // See #concept-fetch: before the CORS-unsafe request-header names are counted.
  if (!headers.has("Accept")) headers.set("Accept", "*/*");

  return {
    origin,
    initialUrl: url,
    mode,
    credentials: init.credentials ?? given?.credentials ?? "same-origin",
    redirect: init.redirect ?? given?.redirect ?? "follow",
    referrerPolicy: init.referrerPolicy ?? given?.referrerPolicy ?? "",
    // `null` is how a page takes the signal of its Request away.
    signal: (init.signal === undefined ? given?.signal : init.signal) ?? undefined,
    useCorsPreflight: isStream || init.keepUploadListener === true,
    url,
    method,
    headers,
    body,
    tainting: "basic",
    redirectCount: 0,
    isRedirectTainted: false,
  };
}
