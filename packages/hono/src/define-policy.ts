import { type DefinePolicy, definePolicy as definePolicyOfCore } from "@fetch-cors/core";
import type { Context } from "hono";

/** Compiles a policy like `definePolicy` of core. A predicate receives Hono's context after the request. */
export const definePolicy: DefinePolicy<[request: Request, c: Context]> = definePolicyOfCore as typeof definePolicy;
