import { isAccessControlHeader, isForbiddenResponseHeaderName } from "../fetch-standard/header-names.ts";
import type { NormalizedCorsOptions } from "../policy/options.ts";
import type { ResponseHeader } from "./prepared-answer.ts";

const NAME = "Access-Control-Expose-Headers";

/**
 * Whether the response must list all its header names. With credentials, browsers interpret `*` as a literal name, so
 * it does not stand for all headers.
 */
export const exposesAll = ({ credentials, exposedHeaders }: NormalizedCorsOptions): boolean =>
  credentials && exposedHeaders.includes("*");

/**
 * The `Access-Control-Expose-Headers` header with the listed names. With credentials, `*` is left out, because browsers
 * interpret it as a literal name.
 */
export const exposeHeadersHeader = (options: NormalizedCorsOptions): ResponseHeader => ({
  name: NAME,
  value: options.exposedHeaders.filter((name) => name !== "*" || !options.credentials).join(", "),
});

/**
 * Creates the `Access-Control-Expose-Headers` header for a decision whose `exposesAll` is true. It lists the header
 * names of the response, because with credentials a browser interprets `*` as a literal name.
 *
 * `applyDecision` and `applyHeaders` do this themselves. Use it only if you set the headers of a decision yourself.
 *
 * @param names - The names of all response headers in any case, including `Vary`.
 * @param exposedHeaders - The names that are exposed even if the response does not have them yet: the value of
 * `Access-Control-Expose-Headers` in the headers of the decision. Defaults to none.
 * @returns The header to set.
 *
 * @example
 * ```ts
 * import { exposeAll } from "@fetch-cors/core";
 *
 * exposeAll(["content-type", "set-cookie", "x-request-id"]); // → ["Access-Control-Expose-Headers", "content-type, x-request-id"]
 * exposeAll(["content-type"], "ETag"); // → ["Access-Control-Expose-Headers", "ETag, content-type"]
 * ```
 *
 * @see https://fetch.spec.whatwg.org/#http-access-control-expose-headers
 */
export function exposeAll(names: Iterable<string>, exposedHeaders = ""): readonly [name: string, value: string] {
  const exposed = new Map(exposedHeaders.split(", ").map((name) => [name.toLowerCase(), name]));
  for (const name of names) {
    if (!isAccessControlHeader(name) && !isForbiddenResponseHeaderName(name)) exposed.set(name.toLowerCase(), name);
  }
  exposed.delete("");
  return [NAME, [...exposed.values()].join(", ")];
}
