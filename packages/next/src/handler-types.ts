import type { NextRequest } from "next/server.js";

/** The result of a handler, as declared by Next.js and Auth.js. If it is not a response, Next.js sends a 500. */
// biome-ignore lint/suspicious/noConfusingVoidType: the type of a function without `return`
export type RouteResult = Response | void;

/** A first parameter without a type annotation is a `NextRequest`. The route determines the type of the context. */
interface AnyHandler {
  // A method, because TypeScript allows an implementation of a method to narrow the types of its parameters.
  // biome-ignore lint/suspicious/noExplicitAny: the context that Next.js passes after the request
  call(request: NextRequest, ...rest: any[]): RouteResult | Promise<RouteResult>;
}

/** A handler that a user writes, or that `auth` from Auth.js returns. */
export type RouteHandler = AnyHandler["call"];

/** The handlers of a route, keyed by upper-case method. Each may return what the Next.js types permit. */
export interface RouteHandlers {
  readonly [method: string]: RouteHandler;
}

/** The same handlers, with the return type that core expects. */
export type Answering<H extends RouteHandlers> = {
  readonly [M in keyof H]: (...args: Parameters<H[M]>) => Response | Promise<Response>;
};

/**
 * The arguments that the policy function, the predicate and the hooks receive, for the arguments of the handlers. The
 * request is a `NextRequest`, because Next.js passes one, whatever type the handlers declare.
 */
export type NextArguments<A extends readonly unknown[]> =
  Required<A> extends readonly [infer R, ...infer Rest] ? [request: Narrowed<R>, ...Rest] : [request: NextRequest];

/** A handler can require more than a `NextRequest`, such as the session of a user. */
type Narrowed<R> = R extends NextRequest ? R : NextRequest;
