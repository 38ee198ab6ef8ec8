import type { CorsHooks } from "@fetch-cors/core";
import {
  copyServeOptions,
  type ErrorOption,
  errorHook,
  policyOrPublic,
  wrapErrorOption,
  wrapHandler,
} from "@fetch-cors/core/adapter";
import type { ServeHandler } from "./serve-types.ts";

export type AnyHandler = ServeHandler<unknown>;

/**
 * The properties of `Deno.serve` options and default exports that respond to requests, or that Deno calls as methods.
 */
export interface AnyOptions {
  readonly handler?: AnyHandler;
  readonly fetch?: AnyHandler;
  readonly onError?: ErrorOption;
  readonly onListen?: (address: unknown) => unknown;
}

/**
 * Returns a copy of `Deno.serve` options or a default export, with the policy in front of the handlers.
 *
 * @param policyAndHooks - The arguments after the options.
 * @throws {TypeError} If there is no handler.
 */
export function wrapOptions(options: AnyOptions, policyAndHooks: readonly unknown[]): AnyOptions {
  const { handler, fetch, onError, onListen } = options;
  const policy = policyOrPublic(policyAndHooks);
  const hooks = policyAndHooks[1] as CorsHooks | undefined;
  const hasError = typeof onError === "function";
  const wrapping = [
    policy,
    hasError && !hooks?.onError ? { ...hooks, onError: errorHook((cause) => onError(cause)) } : hooks,
  ];

  const hasHandler = typeof handler === "function";
  const hasFetch = typeof fetch === "function";
  if (!hasHandler && !hasFetch) {
    throw new TypeError("the options have no handler; write Deno.serve(options, withCors(handler, policy))");
  }
  return copyServeOptions(options, {
    ...(hasHandler && { handler: wrapHandler(handler, wrapping) }),
    // Deno calls `fetch` and `onListen` on the default export. They may access private members, which a copy does not
    // have.
    ...(hasFetch && { fetch: wrapHandler(fetch.bind(options), wrapping) }),
    ...(typeof onListen === "function" && !Object.hasOwn(options, "onListen") && { onListen: onListen.bind(options) }),
    ...(hasError && { onError: wrapErrorOption(onError, policy) }),
  });
}
