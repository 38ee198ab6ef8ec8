import { elementsOf } from "../header-lines.ts";
import type { LiveResponse } from "./live-server.ts";
import { NO_ORIGIN } from "./page-request.ts";

/** The statuses that a cache may store without an explicit lifetime. See RFC 9110, section 15.1. */
const STORABLE_STATUSES: ReadonlySet<number> = new Set([200, 203, 204, 206, 300, 301, 308, 404, 405, 410, 414, 501]);

const STORED_METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether a cache between servers and browsers may store a response. HTTP never permits this for OPTIONS, but CDNs can
 * be configured to do so, and a lifetime in the response makes it likely.
 */
function isStorable(method: string, response: LiveResponse): boolean {
  const directives = elementsOf(response.headers, "cache-control");
  if (directives.includes("no-store")) return false;
  const hasLifetime = directives.some(
    (directive) => /^(?:s-maxage|max-age)=[1-9]/.test(directive) || directive === "public",
  );
  return hasLifetime || (method !== "OPTIONS" && STORABLE_STATUSES.has(response.status));
}

/** The same request as another page, or no page, sends it. */
function earlierRequest(request: Request, earlier: string): Request {
  const headers = new Headers(request.headers);
  if (earlier === NO_ORIGIN) headers.delete("Origin");
  else headers.set("Origin", earlier);
  return new Request(request.url, { method: request.method, headers, redirect: "manual" });
}

/** A response in the cache, and its request. */
export interface StoredResponse {
  readonly request: Request;
  readonly response: LiveResponse;
}

/**
 * The response that a shared cache returns for a request, because it has stored the response to the same request from a
 * different origin, and `Vary` does not distinguish the two; `undefined` if there is none.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9111#section-4.1
 */
export async function storedResponse(
  request: Request,
  earlier: string,
  send: (request: Request) => Promise<LiveResponse>,
): Promise<StoredResponse | undefined> {
  if (!STORED_METHODS.has(request.method)) return undefined;
  const before = earlierRequest(request, earlier);
  if (before.headers.get("Origin") === request.headers.get("Origin")) return undefined;
  const response = await send(before).catch(() => undefined);
  if (!response || !isStorable(request.method, response)) return undefined;
  const vary = elementsOf(response.headers, "vary");
  const isDistinguished = vary.some((name) => name === "*" || before.headers.get(name) !== request.headers.get(name));
  return isDistinguished ? undefined : { request: before, response: { ...response } };
}
