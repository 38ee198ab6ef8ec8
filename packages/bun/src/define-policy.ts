import { type DefinePolicy, definePolicy as definePolicyOfCore } from "@fetch-cors/core";
import type { NativeServer } from "./bun-types.ts";

/**
 * Compiles a policy, like `definePolicy` in core. A predicate (a function that decides whether an origin is allowed)
 * receives the origin, the request and Bun's server.
 */
export const definePolicy: DefinePolicy<[request: Request, server: NativeServer]> =
  definePolicyOfCore as typeof definePolicy;
