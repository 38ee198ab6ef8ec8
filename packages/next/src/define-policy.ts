import { type DefinePolicy, definePolicy as definePolicyOfCore } from "@fetch-cors/core";
import type { NextRequest } from "next/server.js";

/**
 * The arguments that Next.js passes to a route handler (a context with `params`) or to a proxy function (an event).
 *
 * One policy can serve both, and each route has `params` of its own, so no type fits all arguments after the request.
 */
// biome-ignore lint/suspicious/noExplicitAny: the parameters of a predicate can have any of these types
export type NextArguments = [request: NextRequest, ...rest: any[]];

/**
 * Compiles a policy. Call it once, when the module loads, so that a bad policy throws before the first request.
 *
 * A predicate for `origin` gets the `NextRequest`, and the argument that Next.js passes after it.
 *
 * @param options - The options. Their own enumerable properties are read once.
 * @returns The policy, for `withCors`, `corsRoute` and `corsProxy`.
 * @throws {CorsConfigError} With `code` `"ERR_CORS_CONFIG"`, and every problem in its `issues`.
 *
 * @example
 * ```ts
 * import { definePolicy } from "@fetch-cors/next";
 * import type { NextRequest } from "next/server";
 *
 * const policy = definePolicy({
 *   origin: (origin, request: NextRequest) => origin === `https://${request.nextUrl.searchParams.get("tenant")}.example`,
 * });
 * policy.options.credentials; // → false
 * ```
 */
export const definePolicy: DefinePolicy<NextArguments> = definePolicyOfCore as DefinePolicy<NextArguments>;
