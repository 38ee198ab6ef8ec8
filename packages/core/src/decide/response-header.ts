import type { CorsRequest } from "./decision.ts";

/** Stands for the request's `Origin` as the value of a header. */
export const REPEAT_REQUEST_ORIGIN: unique symbol = Symbol("the request's Origin");

/** Returns the value of a header that echoes requested names. The header is not sent if the value is empty. */
type Echo = (requestHeaders: CorsRequest["headers"]) => string;

/** A header in the responses to all requests that a policy treats alike. */
export interface ResponseHeader {
  readonly name: string;
  /** The value, or the way to compute it from the request. A header with an empty value is not sent. */
  readonly value: string | typeof REPEAT_REQUEST_ORIGIN | Echo;
}

/** A header with the same value in every response. */
export type ConstantHeader = ResponseHeader & { readonly value: string };

export const isConstant = (header: ResponseHeader): header is ConstantHeader => typeof header.value === "string";
