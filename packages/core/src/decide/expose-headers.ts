import { isForbiddenResponseHeaderName } from "../fetch-standard/header-names.ts";
import type { NormalizedCorsOptions } from "../policy/options.ts";
import { isAccessControlHeader } from "./access-control-header.ts";
import type { ResponseHeader } from "./response-header.ts";

const NAME = "Access-Control-Expose-Headers";

/** Whether each header of the response is listed by name. With credentials browsers take `*` for a name, so it cannot stand for all. */
export const exposesAll = ({ credentials, exposedHeaders }: NormalizedCorsOptions): boolean =>
  credentials && exposedHeaders.includes("*");

/** The listed names. With credentials `*` is left out, because browsers take it for a name. */
export const exposeHeaders = (options: NormalizedCorsOptions): ResponseHeader => ({
  name: NAME,
  value: options.exposedHeaders.filter((name) => name !== "*" || !exposesAll(options)).join(", "),
});

/**
 * The `Access-Control-Expose-Headers` header for a decision whose `exposesAll` is true: it lists the headers of the
 * response, because with credentials a browser takes `*` for a name.
 *
 * `applyDecision` and `applyHeaders` do this themselves. Use it only if you set the headers of a decision yourself.
 *
 * @param names - The names of all headers of the response in any case, `Vary` included.
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
