import { type BlockedError, blocked } from "./blocked-error.ts";
import type { FetchRequest } from "./fetch-request.ts";
import type { OpenExchange, Verdict } from "./log.ts";
import type { PreflightCache } from "./preflight-cache.ts";

/** A server, or whatever stands between it and the browser. */
export type Network = (request: Request) => Response | Promise<Response>;

/** One call of the page's `fetch`. See #fetch-params. */
export interface FetchParams {
  readonly request: FetchRequest;
  readonly network: Network;
  readonly preflightCache: PreflightCache;
  readonly maxAgeLimit: number;
  readonly log: OpenExchange[];
  /** What has gone over the wire last. */
  last: { readonly exchange: OpenExchange; readonly response: Response | undefined } | undefined;
}

/** Writes down what the browser makes of the last exchange, if anything went out at all. */
export function judge({ last }: FetchParams, verdict: Verdict, error?: BlockedError): void {
  if (!last) return;
  last.exchange.verdict = verdict;
  last.exchange.error = error;
}

type Wire = Pick<FetchRequest, "method" | "headers" | "body">;

/** Lets go of a body that nobody will read, so that a connection behind it is free again. */
export const discard = (response: Response): void => {
  response.body?.cancel().catch(() => {});
};

/** What a server is told of a URL: neither the fragment nor the user. */
function wireUrl(url: URL): string {
  const told = new URL(url);
  told.hash = told.username = told.password = "";
  return told.href;
}

/** A `Request` with all of its headers, even where the runtime guards them as a browser does for its pages. */
function toRequest(
  { url, credentials, signal }: FetchRequest,
  { method, headers, body }: Wire,
  sends: boolean,
): Request {
  const init: RequestInit & { duplex?: "half" } = { method, headers, body, redirect: "manual" };
  if (body instanceof ReadableStream) init.duplex = "half";
  if (signal) init.signal = signal;
  // Some servers' runtimes have no credentials modes, and throw.
  if ("credentials" in Request.prototype) init.credentials = sends ? credentials : "omit";
  const request = new Request(wireUrl(url), init);
  const isGuarded = [...headers.keys()].some((name) => !request.headers.has(name));
  return isGuarded ? Object.defineProperty(request, "headers", { value: new Headers(headers) }) : request;
}

/** The answer, unless the page gives up before, whether or not the network listens to its signal. */
const unlessAborted = (signal: AbortSignal, answer: Promise<Response>): Promise<Response> =>
  new Promise((resolve, reject) => {
    const abort = (): void => reject(signal.reason);
    signal.addEventListener("abort", abort);
    answer.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });

/** What is wrong with something that was answered; `undefined` if nothing is. */
function flawOf(response: Response): string | undefined {
  if (typeof response?.status !== "number") return "the network has answered with something that is no Response";
  // `Response.error()` has status 0; of 1xx a page never hears.
  if (response.status < 200) return `the network has answered with status ${response.status}`;
  if (response.bodyUsed || response.body?.locked)
    return "the network has answered with a Response that was read before";
  return undefined;
}

/** Sends a request and notes it. See #concept-http-network-fetch. */
export async function exchange(params: FetchParams, kind: "preflight" | "actual", wire: Wire): Promise<Response> {
  const { request, network, log } = params;
  const { mode, credentials, signal } = request;
  const isPreflight = kind === "preflight";
  const failure = (cause: unknown): BlockedError => blocked(request, "network-error", { isPreflight, cause });
  if (signal?.aborted) throw signal.reason;

  const entry: OpenExchange = {
    kind,
    request: {
      method: wire.method,
      url: wireUrl(request.url),
      headers: new Headers(wire.headers),
      mode,
      credentials,
      includesCredentials:
        !isPreflight && (credentials === "include" || (credentials === "same-origin" && request.tainting === "basic")),
    },
    response: undefined,
    verdict: "pending",
    error: undefined,
  };
  log.push(entry);
  params.last = { exchange: entry, response: undefined };

  let response: Response;
  try {
    const answer = (async () => network(toRequest(request, wire, !isPreflight)))();
    response = await (signal ? unlessAborted(signal, answer) : answer);
  } catch (error) {
    throw signal?.aborted ? signal.reason : failure(error);
  }
  const flaw = flawOf(response);
  if (flaw) throw failure(new TypeError(flaw));
  const { status, statusText } = response;
  entry.response = { status, statusText, headers: new Headers(response.headers) };
  params.last = { exchange: entry, response };
  return response;
}
