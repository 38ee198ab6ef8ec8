import { type DefinePolicy, definePolicy as definePolicyOfCore } from "@fetch-cors/core";
import type { Context } from "hono";

/**
 * Compiles a policy, like `definePolicy` in core. A predicate (a function that decides whether an origin is allowed)
 * receives the origin, the request and Hono's context.
 */
export const definePolicy: DefinePolicy<[request: Request, c: Context]> = definePolicyOfCore as typeof definePolicy;
