import type { NormalizedCorsOptions } from "../policy/options.ts";
import { REPEAT_REQUEST_ORIGIN, type ResponseHeader } from "./response-header.ts";

/** `*`, or the request's origin byte for byte: a browser compares it (#concept-cors-check). */
export const allowOrigin = ({ origin }: NormalizedCorsOptions): ResponseHeader => ({
  name: "Access-Control-Allow-Origin",
  value: origin === "*" ? "*" : REPEAT_REQUEST_ORIGIN,
});

/** A browser accepts no other value than `true` (#concept-cors-check). */
export const allowCredentials = ({ credentials }: NormalizedCorsOptions): ResponseHeader => ({
  name: "Access-Control-Allow-Credentials",
  value: credentials ? "true" : "",
});
