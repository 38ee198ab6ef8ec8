import type { NormalizedCorsOptions } from "../policy/options.ts";
import { REPEAT_REQUEST_ORIGIN, type ResponseHeader } from "./prepared-answer.ts";

/**
 * The `Access-Control-Allow-Origin` header: `*`, or the request's `Origin`, which the CORS check of the browser
 * compares byte for byte. See https://fetch.spec.whatwg.org/#concept-cors-check.
 */
export const allowOriginHeader = ({ origin }: NormalizedCorsOptions): ResponseHeader => ({
  name: "Access-Control-Allow-Origin",
  value: origin === "*" ? "*" : REPEAT_REQUEST_ORIGIN,
});

/**
 * The `Access-Control-Allow-Credentials` header. The CORS check of the browser accepts only the value `true`, so the
 * header is left out otherwise. See https://fetch.spec.whatwg.org/#concept-cors-check.
 */
export const allowCredentialsHeader = ({ credentials }: NormalizedCorsOptions): ResponseHeader => ({
  name: "Access-Control-Allow-Credentials",
  value: credentials ? "true" : "",
});
