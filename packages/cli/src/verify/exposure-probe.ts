import type { HeaderLine } from "@fetch-cors/browser";
import type { NormalizedCorsOptions } from "@fetch-cors/core";
import { elementsOf, type LiveResponse } from "./live-server.ts";

/** A name that no policy lists: a page reads it only if every header is exposed. */
const UNLISTED = "X-Fetch-Cors-Unlisted";

/**
 * Adds the headers that the policy or the server exposes and that this response happens to lack, so that a list without a
 * name is noticed although the handler sends the header at other times only.
 *
 * Error responses stay as they are, because the handler's headers are not expected on them. So does every response under a
 * policy that lists the headers which a response has.
 */
export function withExposedHeaders(
  response: LiveResponse,
  { credentials, exposedHeaders }: Pick<NormalizedCorsOptions, "credentials" | "exposedHeaders">,
): LiveResponse {
  if (response.status > 299 || (credentials && exposedHeaders.includes("*"))) return response;
  const present = new Set(response.headers.map(([name]) => name.toLowerCase()));
  const names = [UNLISTED, ...exposedHeaders, ...elementsOf(response, "access-control-expose-headers")];
  const added = new Map<string, HeaderLine>();
  for (const name of names) {
    const key = name.toLowerCase();
    if (/^[a-z0-9!#$%&'+.^_`|~-]+$/.test(key) && !present.has(key)) added.set(key, [name, "1"]);
  }
  return { ...response, headers: [...response.headers, ...added.values()] };
}
