import { type DefinePolicy, definePolicy as definePolicyOfCore } from "@fetch-cors/core";
import type { CorsArguments } from "./fastify-types.ts";

/**
 * Compiles a policy, like `definePolicy` in core. A predicate (a function that decides whether an origin is allowed)
 * receives the origin, and then Fastify's request and reply.
 */
export const definePolicy: DefinePolicy<CorsArguments> = definePolicyOfCore as typeof definePolicy;
