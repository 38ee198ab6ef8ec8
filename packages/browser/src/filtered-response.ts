import type { FetchRequest } from "./fetch-request.ts";
import { isForbiddenResponseHeaderName, isSafelistedResponseHeaderName } from "./header-names.ts";
import type { FetchResult } from "./http-fetch.ts";
import { listOfTokens } from "./list-values.ts";
import { discard } from "./server-response.ts";

/** The properties that a script cannot set when it creates a `Response`. */
type Facts = Partial<Pick<Response, "type" | "url" | "redirected" | "status" | "statusText" | "ok">>;

/** Sets properties that only a browser can set, on a response and on each of its clones. */
function withFacts(response: Response, facts: Facts): Response {
  for (const [name, value] of Object.entries(facts)) Object.defineProperty(response, name, { value });
  const clone = (): Response => withFacts(Response.prototype.clone.call(response), facts);
  return Object.defineProperty(response, "clone", { value: clone });
}

/** Decides which headers the page sees. See #concept-filtered-response-cors and #concept-filtered-response-basic. */
function visibleNames({ credentials }: FetchRequest, { response, type }: FetchResult): (name: string) => boolean {
  if (type === "basic") return () => true;
  const listed = listOfTokens(response.headers, "Access-Control-Expose-Headers");
  const exposed = new Set(Array.isArray(listed) ? listed.map((name) => name.toLowerCase()) : []);
  const isAll = credentials !== "include" && exposed.has("*");
  return (name) => isAll || isSafelistedResponseHeaderName(name) || exposed.has(name);
}

/** The part of a response that the page gets. See #concept-filtered-response. */
export function filterResponse(request: FetchRequest, result: FetchResult): Response {
  const { response, type } = result;
  const url = request.url.href.replace(/#.*$/, "");
  if (type === "opaque" || type === "opaqueredirect") {
    discard(response);
    return withFacts(new Response(null), {
      type,
      url: type === "opaque" ? "" : url,
      redirected: false,
      status: 0,
      ok: false,
    });
  }

  const { status, statusText } = response;
  const isVisible = visibleNames(request, result);
  const headers = new Headers();
  for (const [name, value] of response.headers.toHeaders()) {
    if (isVisible(name) && !isForbiddenResponseHeaderName(name)) headers.append(name, value);
  }
  // Some servers send a body with a response that must not have one.
  const hasBody = request.method !== "HEAD" && ![204, 205, 304].includes(status);
  if (!hasBody) discard(response);
  const filtered = new Response(hasBody ? response.body : null, { headers });
  // Servers send statuses and reason phrases that the constructor of `Response` rejects.
  const ok = status <= 299;
  return withFacts(filtered, { type, url, redirected: request.redirectCount > 0, status, ok, statusText });
}
