import type { IncomingMessage, ServerResponse } from "node:http";
import { type DefinePolicy, definePolicy as definePolicyOfCore } from "@fetch-cors/core";

/** Compiles a policy, as core's `definePolicy` does; a predicate gets Node's request and response after the origin. */
export const definePolicy: DefinePolicy<[req: IncomingMessage, res: ServerResponse]> =
  definePolicyOfCore as typeof definePolicy;
