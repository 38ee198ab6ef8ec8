import { blocked } from "./blocked-error.ts";
import type { FetchRequest } from "./fetch-request.ts";
import type { FetchResult } from "./http-fetch.ts";
import { isSameOrigin } from "./request-origin.ts";
import { toServerResponse } from "./server-response.ts";

/** The runtime's `fetch`, held here because a test may replace the global one with that of a page. */
const readLocally = fetch;

/**
 * Whether the page itself made the Blob. Runtimes without pages give their `blob:` URLs no origin (`blob:nodedata:…`,
 * `blob:null/…`), so every such URL belongs to the page.
 */
const isOwnBlob = ({ url, origin }: FetchRequest): boolean =>
  url.protocol === "blob:" && (url.origin === "null" || isSameOrigin(url.origin, origin));

/** Whether the URL is read without a server, whatever the request's mode is. See #concept-main-fetch. */
export const isLocal = (request: FetchRequest): boolean => request.url.protocol === "data:" || isOwnBlob(request);

/** Reads a `data:` or `blob:` URL. See #concept-scheme-fetch. */
export async function schemeFetch(request: FetchRequest): Promise<FetchResult> {
  const { url, method } = request;
  const failure = (cause: unknown) => blocked(request, "network-error", { cause });
  if (url.protocol === "blob:" && method !== "GET") throw failure(new TypeError("a Blob can only be read with GET"));
  const range = request.headers.get("Range");
  const isPartial = url.protocol === "blob:" && range !== null;
  const answer = await readLocally(url.href, { headers: isPartial ? { Range: range } : {} }).catch((cause: unknown) => {
    throw failure(cause);
  });
  const response = toServerResponse(answer);
  if (typeof response === "string") throw failure(new TypeError(response));
  return { response, type: "basic" };
}
