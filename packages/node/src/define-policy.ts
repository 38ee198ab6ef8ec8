import { type CorsOptions, type CorsPolicy, definePolicy as definePolicyOfCore } from "@fetch-cors/core";
import type { NodeRequest, NodeResponse } from "./node-types.ts";

/** As a method: the parameters of a user's may have Node's own types, or a framework's. */
interface Predicate {
  ask(origin: string, req: NodeRequest, res: NodeResponse): boolean | Promise<boolean>;
}

/** Compiles a policy, as core's `definePolicy` does; a predicate gets Node's request and response after the origin. */
export const definePolicy: <const O extends string | Iterable<string> | Predicate["ask"]>(
  options: CorsOptions<O>,
) => CorsPolicy = definePolicyOfCore as typeof definePolicy;
