import { type DefinePolicy, definePolicy as definePolicyOfCore } from "@fetch-cors/core";
import type { CorsArguments } from "./fastify-types.ts";

/**
 * Compiles a policy, like `definePolicy` of core. A predicate receives Fastify's request and reply after the origin.
 */
export const definePolicy: DefinePolicy<CorsArguments> = definePolicyOfCore as typeof definePolicy;
