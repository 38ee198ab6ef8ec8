import type { HeaderLine } from "@fetch-cors/browser";
import type { NormalizedCorsOptions } from "@fetch-cors/core";
import { elementsOf } from "../header-lines.ts";
import type { LiveResponse } from "./live-server.ts";

/** A name that no policy lists. A page can read it only if every header is exposed. */
const UNLISTED = "X-Fetch-Cors-Unlisted";

/**
 * Adds the headers that the policy or the server exposes and that this response does not have. A list that lacks a name
 * is then noticed even if the handler sends the header only with other responses.
 *
 * Error responses stay unchanged, because the handler's headers are not expected on them. If the policy exposes the
 * headers that a response has, every response stays unchanged.
 */
export function withExposedHeaders(
  response: LiveResponse,
  { credentials, exposedHeaders }: Pick<NormalizedCorsOptions, "credentials" | "exposedHeaders">,
): LiveResponse {
  if (response.status > 299 || (credentials && exposedHeaders.includes("*"))) return response;
  const present = new Set(response.headers.map(([name]) => name.toLowerCase()));
  const names = [UNLISTED, ...exposedHeaders, ...elementsOf(response.headers, "access-control-expose-headers")];
  const added = new Map<string, HeaderLine>();
  for (const name of names) {
    const key = name.toLowerCase();
    if (/^[a-z0-9!#$%&'+.^_`|~-]+$/.test(key) && !present.has(key)) added.set(key, [name, "1"]);
  }
  return { ...response, headers: [...response.headers, ...added.values()] };
}
