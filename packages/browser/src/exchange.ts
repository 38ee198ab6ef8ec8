import { type BlockedError, blocked } from "./blocked-error.ts";
import type { CookieStore } from "./cookies.ts";
import { checkLocationFirst } from "./early-redirect-checks.ts";
import type { FetchRequest } from "./fetch-request.ts";
import type { OpenExchange, Verdict } from "./log.ts";
import type { PreflightCache } from "./preflight-cache.ts";
import { type RawResponse, type ServerResponse, toServerResponse } from "./server-response.ts";
import { UploadStream } from "./upload-stream.ts";

/** A server, or a program in front of it: a function that takes each request on the wire and returns its response. */
export type Network = (request: Request) => Response | RawResponse | Promise<Response | RawResponse>;

/** The state that all fetches in a browser share. */
export interface BrowserState {
  readonly network: Network;
  readonly preflightCache: PreflightCache;
  readonly cookies: CookieStore | undefined;
  readonly log: OpenExchange[];
  /** The number of bytes in the bodies of pending `keepalive` requests. */
  keepaliveBytes: number;
}

/** One call of the page's `fetch`. See #fetch-params. */
export interface FetchParams {
  readonly request: FetchRequest;
  readonly browser: BrowserState;
  /** The reason to fail after the preflight of the next hop. See the deviation `checks-userinfo-after-preflight`. */
  failureAfterPreflight: BlockedError | undefined;
  /** The last exchange in this fetch. */
  last: { readonly exchange: OpenExchange; readonly response: ServerResponse | undefined } | undefined;
}

/** Records the verdict on the last exchange, if there was one. */
export function recordVerdict({ last }: FetchParams, verdict: Verdict, error?: BlockedError): void {
  if (!last) return;
  last.exchange.verdict = verdict;
  last.exchange.error = error;
}

type Wire = Pick<FetchRequest, "method" | "headers" | "body">;

/** The URL as the server sees it: without fragment, user and password. */
function wireUrl(url: URL): string {
  const sent = new URL(url);
  sent.hash = sent.username = sent.password = "";
  return sent.href;
}

/** A `Request` with all headers, even in a runtime that drops forbidden ones as a browser does. */
function toRequest({ url, credentials, signal }: FetchRequest, wire: Wire, sends: boolean): Request {
  const { method, headers, body } = wire;
  const init: RequestInit & { duplex?: "half" } = { method, headers, redirect: "manual" };
  init.body = body instanceof UploadStream ? body.stream : body;
  if (body instanceof UploadStream) init.duplex = "half";
  if (signal) init.signal = signal;
  // Some server runtimes have no credentials mode, and throw.
  if ("credentials" in Request.prototype) init.credentials = sends ? credentials : "omit";
  const request = new Request(wireUrl(url), init);
  const isGuarded = [...headers.keys()].some((name) => !request.headers.has(name));
  return isGuarded ? Object.defineProperty(request, "headers", { value: new Headers(headers) }) : request;
}

/** The response, unless the page aborts first. The network may ignore the signal. */
const unlessAborted = <Answer>(signal: AbortSignal, answer: Promise<Answer>): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    signal.addEventListener("abort", abort);
    answer.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });

/** Sends a request and logs it. See #concept-http-network-fetch. */
export async function exchange(params: FetchParams, kind: "preflight" | "actual", wire: Wire): Promise<ServerResponse> {
  const { request, browser } = params;
  const { mode, credentials, signal } = request;
  const isPreflight = kind === "preflight";
  const failure = (cause: unknown): BlockedError => blocked(request, "network-error", { isPreflight, cause });
  if (signal?.aborted) throw signal.reason;
  const includesCredentials =
    !isPreflight && (credentials === "include" || (credentials === "same-origin" && request.tainting === "basic"));
  const cookie = includesCredentials ? await browser.cookies?.header(request) : undefined;
  if (cookie) wire.headers.set("Cookie", cookie);

  const entry: OpenExchange = {
    kind,
    request: {
      method: wire.method,
      url: wireUrl(request.url),
      headers: new Headers(wire.headers),
      mode,
      credentials,
      includesCredentials,
    },
    response: undefined,
    verdict: "pending",
    error: undefined,
  };
  browser.log.push(entry);
  params.last = { exchange: entry, response: undefined };

  let response: ServerResponse | string;
  try {
    const answer = (async () => browser.network(toRequest(request, wire, !isPreflight)))();
    response = toServerResponse(await (signal ? unlessAborted(signal, answer) : answer));
  } catch (error) {
    throw signal?.aborted ? signal.reason : failure(error);
  }
  if (typeof response === "string") throw failure(new TypeError(response));
  const { status, statusText, headers } = response;
  entry.response = { status, statusText, headers: headers.toHeaders(), headerLines: headers.lines };
  params.last = { exchange: entry, response };
  checkLocationFirst(request, response, isPreflight);
  if (includesCredentials) await browser.cookies?.store(request, headers.values("Set-Cookie"));
  return response;
}
