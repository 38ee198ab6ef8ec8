import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

/** Decides a request by the policy of a scope. */
export type Decide = (request: FastifyRequest, reply: FastifyReply, proceed: Proceed) => void;

/** Continues after a decision: with an error, with the status that answers a preflight, or with neither. */
export type Proceed = (error?: Error, preflightStatus?: number) => void;

const DECIDE = Symbol("decides the requests of this scope");

interface Scope {
  [DECIDE]?: Decide;
}

/** A scope inherits from the scope around it, and so does its policy: the innermost one is found first. */
export const decideOf = (scope: FastifyInstance): Decide | undefined => (scope as Scope)[DECIDE];

/** @throws {Error} If the scope already has a policy, because neither would be the innermost one. */
export function setDecide(scope: FastifyInstance, decide: Decide): void {
  if (Object.hasOwn(scope, DECIDE)) {
    throw new Error("this scope already has a CORS policy; register cors in a new scope");
  }
  (scope as Scope)[DECIDE] = decide;
}

/** The scope around a scope. Fastify makes a scope with `Object.create`. */
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
