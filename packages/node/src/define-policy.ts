import {
  type CorsOptions as CoreCorsOptions,
  type CorsPolicy,
  definePolicy as definePolicyOfCore,
} from "@fetch-cors/core";
import type { NodeRequest, NodeResponse } from "./node-types.ts";

/** A method, so that the parameters of a predicate may have the types of Node or of a framework. */
interface Predicate {
  allows(origin: string, req: NodeRequest, res: NodeResponse): boolean | Promise<boolean>;
}

/** The values of `origin`. A predicate receives the request and the response of Node after the origin. */
type NodeOriginOption = string | Iterable<string> | Predicate["allows"];

/** The options of a policy. A predicate in `origin` receives the request and the response of Node after the origin. */
export type CorsOptions<O = NodeOriginOption> = CoreCorsOptions<O>;

/**
 * Compiles a policy, as the function of this name in `@fetch-cors/core` does. A predicate receives the request and the
 * response of Node after the origin.
 *
 * @param options - Options, or the `options` of another policy, with changes or without.
 * @returns The compiled policy.
 * @throws {CorsConfigError} If options cannot be used; its `issues` hold every problem.
 *
 * @example
 * ```ts
 * import { definePolicy } from "@fetch-cors/node";
 *
 * const policy = definePolicy({ origin: (origin, req) => origin === `https://${req.headers.host}` });
 * definePolicy({ ...policy.options, maxAge: 5 }).options.maxAge; // → 5
 * ```
 */
export const definePolicy: <const O extends NodeOriginOption>(options: CorsOptions<O>) => CorsPolicy =
  definePolicyOfCore as typeof definePolicy;
