import {
  type CorsOptions as CoreCorsOptions,
  type CorsPolicy,
  definePolicy as definePolicyOfCore,
} from "@fetch-cors/core";
import type { NodeRequest, NodeResponse } from "./node-types.ts";

/** Declared as a method, so that the parameters of a predicate may have types from Node or a framework. */
interface Predicate {
  allows(origin: string, req: NodeRequest, res: NodeResponse): boolean | Promise<boolean>;
}

/** The types that `origin` accepts. A predicate decides whether an origin is allowed. */
type NodeOriginOption = string | Iterable<string> | Predicate["allows"];

/** The options of a policy. A predicate in `origin` receives the origin, and then Node's request and response. */
export type CorsOptions<O = NodeOriginOption> = CoreCorsOptions<O>;

/**
 * Compiles a policy, like `definePolicy` in `@fetch-cors/core`. A predicate (a function that decides whether an origin
 * is allowed) receives the origin, and then Node's request and response.
 *
 * @param options - The options. The `options` of a compiled policy are accepted too, changed or unchanged.
 * @returns The compiled policy.
 * @throws {CorsConfigError} If the options are invalid. Its `issues` list every problem.
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
