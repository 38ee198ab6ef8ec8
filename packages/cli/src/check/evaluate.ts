import { BlockedError, type BrowserRequestInit, createBrowser, type Engine, type Exchange } from "@fetch-cors/browser";
import { NotSentError } from "../permission.ts";
import type { Answer } from "../transport/answer.ts";
import { UnreachableError } from "../transport/unreachable-error.ts";
import { isMixedContent, MixedContentError, mixedContentMessage } from "./mixed-content.ts";
import type { PageRequest } from "./page-request.ts";
import type { RecordedNetwork, Recording } from "./recorded-network.ts";

/**
 * The verdict of an engine on a request:
 *
 * | verdict | means |
 * |---|---|
 * | `"shared"` | the page gets the response |
 * | `"blocked"` | the page gets an error |
 * | `"preflight-allowed"` | the preflight allows the request, which is not sent without `--send` |
 * | `"unreachable"` | a server, perhaps after a redirect, did not respond |
 */
export type EngineVerdict = "shared" | "blocked" | "preflight-allowed" | "unreachable";

/** One exchange of an engine, with the recording that supplied the response. */
export interface EngineExchange {
  readonly exchange: Exchange;
  readonly recording: Recording;
  /** `undefined` if there is no response. */
  readonly answer: Answer | undefined;
}

/** The verdict of one engine. */
export interface Evaluation {
  readonly engine: Engine;
  readonly verdict: EngineVerdict;
  /** The response as the page sees it, if it is shared. */
  readonly response: Response | undefined;
  /** The code of the `BlockedError`, or `"mixed-content"`. */
  readonly code: string | undefined;
  /** The message in the console of the engine. */
  readonly message: string | undefined;
  /** The change that the server needs, in a sentence. */
  readonly fix: string | undefined;
  readonly exchanges: readonly EngineExchange[];
}

/** A request of a page, and the page. */
export interface PageVisit {
  readonly request: PageRequest;
  /** The serialized origin of the page. */
  readonly origin: string;
  readonly engine: Engine;
}

/** The options of `fetch` that make the request. */
function initOf({ method, headers, body, credentials }: PageRequest): BrowserRequestInit {
  return {
    method,
    headers: headers.map(([name, value]): [string, string] => [name, value]),
    credentials,
    ...(body && { body }),
  };
}

/** Adds the user's cookie to a request if a browser would add it. */
function withCookie(request: Request, { cookie, url }: PageRequest, origin: string): Request {
  const { host, origin: target } = new URL(request.url);
  const isIncluded = request.credentials === "include" || (request.credentials === "same-origin" && target === origin);
  if (!cookie || !isIncluded || host !== new URL(url).host) return request;
  const copy = new Request(request);
  copy.headers.set("Cookie", cookie);
  return copy;
}

const FIX_FOR_OPAQUE_ORIGIN =
  'Send "Access-Control-Allow-Origin: *" if every page may read the response, or serve the page from an origin of its own';

/** The error that caused the page's error. */
const causeOf = (error: unknown): unknown =>
  error instanceof BlockedError && error.code === "network-error" ? error.cause : error;

function readError(
  error: unknown,
  { engine, origin }: PageVisit,
): Pick<Evaluation, "verdict" | "code" | "message" | "fix"> {
  const cause = causeOf(error);
  if (cause instanceof NotSentError)
    return { verdict: "preflight-allowed", code: undefined, message: cause.message, fix: undefined };
  if (cause instanceof UnreachableError)
    return { verdict: "unreachable", code: "network-error", message: cause.message, fix: undefined };
  if (cause instanceof MixedContentError) {
    const message = mixedContentMessage(engine, origin, cause.message);
    const fix = `Serve ${cause.message} over https, or let the page request an https URL`;
    return { verdict: "blocked", code: "mixed-content", message, fix };
  }
  if (error instanceof BlockedError) {
    const { code, message, fix } = error;
    // A server must not allow "null", which every sandboxed frame has.
    const allowsAll = origin === "null" && /^(?:missing-allow-origin|origin-mismatch)$/.test(code);
    return { verdict: "blocked", code, message, fix: allowsAll ? FIX_FOR_OPAQUE_ORIGIN : fix };
  }
  throw error;
}

/** Runs a page's request in one simulated engine. */
export async function evaluate(visit: PageVisit, network: RecordedNetwork): Promise<Evaluation> {
  const { request, origin, engine } = visit;
  const recordings: (Recording | undefined)[] = [];
  const answers: (Answer | undefined)[] = [];
  const isPage = /^https?:/.test(origin);
  const page = createBrowser({
    ...(isPage ? { url: `${origin}/` } : { origin }),
    engine,
    network: async (sent) => {
      const index = recordings.push(undefined) - 1;
      if (isMixedContent(origin, sent.url)) throw new MixedContentError(sent.url);
      recordings[index] = await network.record(withCookie(sent, request, origin));
      const answer = await recordings[index].result;
      answers[index] = answer;
      // Observed in Chromium: a 407 that does not come from a proxy is a network error.
      if (answer.status === 407 && engine === "chromium") throw new TypeError("net::ERR_UNEXPECTED_PROXY_AUTH");
      return answer;
    },
  });
  const settled = await page.fetch(request.url, initOf(request)).then(
    (response) => ({ response, verdict: "shared" as const, code: undefined, message: undefined, fix: undefined }),
    (error: unknown) => ({ response: undefined, ...readError(error, visit) }),
  );
  const exchanges = page.log.flatMap((exchange, index): EngineExchange[] => {
    const recording = recordings[index];
    return recording ? [{ exchange, recording, answer: answers[index] }] : [];
  });
  return { engine, ...settled, exchanges };
}
