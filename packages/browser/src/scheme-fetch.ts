import { blocked } from "./blocked-error.ts";
import type { FetchRequest } from "./fetch-request.ts";
import { HeaderList } from "./header-list.ts";
import type { FetchResult } from "./http-fetch.ts";
import { isSameOrigin } from "./request-origin.ts";
import { type ServerResponse, toServerResponse } from "./server-response.ts";

/**
 * The runtime's `fetch`, saved because a test may replace the global one with a page's. If there is none, as in
 * jest-environment-jsdom, the package can still be imported, and `createBrowser` reports the problem.
 */
const readLocally = typeof fetch === "function" ? fetch : (undefined as unknown as typeof fetch);

/**
 * Whether the page itself created the Blob. The `blob:` URLs of server runtimes have no origin (`blob:nodedata:…`,
 * `blob:null/…`), so every such URL is treated as the page's.
 */
const isOwnBlob = ({ url, origin }: FetchRequest): boolean =>
  url.protocol === "blob:" && (url.origin === "null" || isSameOrigin(url.origin, origin));

/** Whether the URL is read without a server, whatever the mode of the request. See #concept-main-fetch. */
export const isLocal = (request: FetchRequest): boolean => request.url.protocol === "data:" || isOwnBlob(request);

/** Reads a `data:` or `blob:` URL. See #concept-scheme-fetch. */
export async function schemeFetch(request: FetchRequest): Promise<FetchResult> {
  const { url, method } = request;
  const failure = (cause: unknown) => blocked(request, "network-error", { cause });
  if (url.protocol === "blob:" && method !== "GET") throw failure(new TypeError("a Blob can only be read with GET"));
  const answer = await readLocally(url.href).catch((cause: unknown) => {
    throw failure(cause);
  });
  const range = request.headers.get("Range");
  if (url.protocol === "blob:" && range !== null)
    return { response: await partOf(answer, range, failure), type: "basic" };
  // A response from the runtime can always be read.
  return { response: toServerResponse(answer) as ServerResponse, type: "basic" };
}

/** The bytes of a Blob in a range. See #simple-range-header-value. */
async function partOf(answer: Response, range: string, failure: (cause: unknown) => Error): Promise<ServerResponse> {
  const blob = await answer.blob();
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(range) ?? [];
  const start = first === "" ? Math.max(0, blob.size - Number(last)) : Number(first);
  const end = first === "" || last === "" ? blob.size - 1 : Math.min(Number(last), blob.size - 1);
  if (first + last === "" || start > end) throw failure(new TypeError(`a Blob has no range ${range}`));
  const part = blob.slice(start, end + 1, blob.type);
  const headers = new HeaderList([
    ["Content-Length", String(part.size)],
    ["Content-Type", blob.type],
    ["Content-Range", `bytes ${start}-${end}/${blob.size}`],
  ]);
  return { status: 206, statusText: "Partial Content", headers, body: part.stream() };
}
