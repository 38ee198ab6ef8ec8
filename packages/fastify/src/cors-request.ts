import type { CorsRequest } from "@fetch-cors/core";
import type { FastifyRequest } from "fastify";

type RawRequest = FastifyRequest["raw"];

/** Node joins repeated lines of these headers, so two origins become one value that no policy allows. */
const headerOf = ({ headers }: RawRequest, name: string): string | undefined => headers[name] as string | undefined;

/**
 * Returns the part of a request that a decision reads. It is taken from the raw request, because a schema can change
 * the headers of Fastify's request.
 */
export const corsRequest = (raw: RawRequest): CorsRequest => ({
  method: raw.method as string,
  headers: { get: (name) => headerOf(raw, name) },
});

/**
 * Returns the value of `Access-Control-Request-Method` in a CORS-preflight request; `undefined` for any other request.
 *
 * @see https://fetch.spec.whatwg.org/#cors-preflight-request
 */
export const preflightMethod = (raw: RawRequest): string | undefined =>
  raw.method === "OPTIONS" && raw.headers.origin !== undefined
    ? headerOf(raw, "access-control-request-method")
    : undefined;
