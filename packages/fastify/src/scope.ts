import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/** Makes the decision about a request with the policy of a scope. */
export type Decide = (request: FastifyRequest, reply: FastifyReply, proceed: Proceed) => void;

/** Continues after a decision: with an error, with the status of a preflight response, or with neither. */
export type Proceed = (error?: Error, preflightStatus?: number) => void;

const DECIDE = Symbol("decides the requests of this scope");

interface Scope {
  [DECIDE]?: Decide;
}

/**
 * Returns the `Decide` function of the innermost policy around a scope. A scope inherits the properties of the scope
 * around it.
 */
export const decideOf = (scope: FastifyInstance): Decide | undefined => (scope as Scope)[DECIDE];

/** @throws {Error} If the scope already has a policy, because neither policy would be the innermost one. */
export function setDecide(scope: FastifyInstance, decide: Decide): void {
  if (Object.hasOwn(scope, DECIDE)) {
    throw new Error("this scope already has a CORS policy; register cors in a new scope");
  }
  (scope as Scope)[DECIDE] = decide;
}

/** Returns the scope around a scope. Fastify creates scopes with `Object.create`. */
const parentOf = (scope: FastifyInstance): FastifyInstance | undefined => {
  const parent = Object.getPrototypeOf(scope);
  return parent.addHook && parent;
};

export function rootOf(scope: FastifyInstance): FastifyInstance {
  const parent = parentOf(scope);
  return parent ? rootOf(parent) : scope;
}

/** Whether the scope was registered with its own prefix. */
export const hasOwnPrefix = (scope: FastifyInstance): boolean => (parentOf(scope)?.prefix ?? "") !== scope.prefix;
