import type { CorsDecision, CorsPolicyArgument, OriginOption } from "@fetch-cors/core";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";

// biome-ignore-start lint/suspicious/noExplicitAny: a policy serves many routes with different types
interface AnyRoute {
  Params: any;
  Querystring: any;
  Body: any;
}
type AnyRequest = FastifyRequest<AnyRoute> & { readonly params: any; readonly query: any };
// biome-ignore-end lint/suspicious/noExplicitAny: as above

/** The arguments that predicates, policy functions and hooks receive: Fastify's request and reply. */
export type CorsArguments = [request: AnyRequest, reply: FastifyReply];

/** The options of the plugin. */
export interface CorsPluginOptions<O extends OriginOption<CorsArguments> = OriginOption<CorsArguments>> {
  /**
   * A compiled policy (from `definePolicy`), policy options, or a policy function, which returns the compiled policy
   * for one request.
   *
   * For a preflight, `request.params` holds the parameters of the route that the page wants to call.
   */
  readonly policy: CorsPolicyArgument<CorsArguments, O>;
  /**
   * Responds if a predicate (a function in `origin`) or a policy function throws. No page can read the response,
   * because no origin was allowed.
   *
   * | value | means |
   * |---|---|
   * | `(error, request, reply) => …` | sends the returned value, unless it is `undefined`; the function can also call `reply.send` |
   * | `"throw"` | passes the error to Fastify's error handler |
   *
   * Defaults to `"throw"`. An error from a route is always passed to Fastify's error handler, whose response has the
   * CORS headers.
   */
  readonly onError?: "throw" | ((error: unknown, ...args: CorsArguments) => unknown) | undefined;
  /** Observes each decision, for logs and metrics. Errors that it throws or rejects with are ignored. */
  readonly onDecision?: ((decision: CorsDecision, ...args: CorsArguments) => unknown) | undefined;
}

/**
 * A plugin whose options type is `never`, so that only the overloads of `register` in this file accept it, and its
 * options are always checked.
 */
export type CorsPlugin = (instance: FastifyInstance, options: never) => Promise<void>;

/** The options, or a function that creates them when the plugin loads. */
export type CorsRegisterOptions<O extends OriginOption<CorsArguments>> =
  | CorsPluginOptions<O>
  | ((instance: FastifyInstance) => CorsPluginOptions<O>);

// Fastify's own signatures do not infer literals, so a misspelled origin would compile.
declare module "fastify/types/register.js" {
  interface FastifyRegister<T, RawServer, TypeProviderDefault, LoggerDefault> {
    (plugin: CorsPlugin): T;
    <const O extends OriginOption<CorsArguments>>(plugin: CorsPlugin, options: CorsRegisterOptions<O>): T;
  }
}
