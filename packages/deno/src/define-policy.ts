import { type DefinePolicy, definePolicy as definePolicyOfCore } from "@fetch-cors/core";
import type { ServeInfo } from "./serve-types.ts";

/** Compiles a policy like `definePolicy` of core. A predicate receives Deno's `info` after the request. */
export const definePolicy: DefinePolicy<[request: Request, info: ServeInfo]> =
  definePolicyOfCore as typeof definePolicy;
