import { type DefinePolicy, definePolicy as definePolicyOfCore } from "@fetch-cors/core";
import type { NativeServer } from "./bun-types.ts";

/** Compiles a policy like `definePolicy` of core. A predicate receives Bun's server after the request. */
export const definePolicy: DefinePolicy<[request: Request, server: NativeServer]> =
  definePolicyOfCore as typeof definePolicy;
