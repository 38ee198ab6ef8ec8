import { type DefinePolicy, definePolicy as definePolicyOfCore } from "@fetch-cors/core";
import type { ServeInfo } from "./serve-types.ts";

/**
 * Compiles a policy, like `definePolicy` in core. A predicate (a function that decides whether an origin is allowed)
 * receives the origin, the request and Deno's `info`.
 */
export const definePolicy: DefinePolicy<[request: Request, info: ServeInfo]> =
  definePolicyOfCore as typeof definePolicy;
