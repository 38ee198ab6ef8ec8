import { isForbiddenResponseHeaderName } from "../fetch-standard/header-names.ts";

const PREFIX = "access-control-";

/** Whether the policy, and nobody else, decides about this header. */
export const isCorsHeaderName = (name: string): boolean =>
  // Most names are too short, and need not be lower-cased.
  name.length >= PREFIX.length && name.toLowerCase().startsWith(PREFIX);

/**
 * `Access-Control-Expose-Headers` for a decision that `exposesAll`: with credentials a browser takes `*` for a name, so
 * the response's own headers are listed. `applyDecision` and `applyHeaders` do this by themselves; set what this returns
 * where you set the headers of a decision yourself.
 *
 * @param names - In any case: those of all headers of the response, `Vary` included, and those that are exposed by name.
 * @returns The header to set.
 *
 * @example
 * ```ts
 * import { exposeAll } from "@fetch-cors/core";
 *
 * exposeAll(["content-type", "set-cookie", "x-request-id"]); // → ["Access-Control-Expose-Headers", "content-type, x-request-id"]
 * ```
 *
 * @see https://fetch.spec.whatwg.org/#http-access-control-expose-headers
 */
export function exposeAll(names: Iterable<string>): readonly [name: string, value: string] {
  return ["Access-Control-Expose-Headers", exposedAmong(names)];
}

/** The value of it, each name once. No page can read a forbidden response-header (#forbidden-response-header-name). */
export const exposedAmong = (names: Iterable<string>): string =>
  [...new Map([...names].map((name) => [name.toLowerCase(), name])).values()]
    .filter((name) => !isCorsHeaderName(name) && !isForbiddenResponseHeaderName(name))
    .join(", ");
