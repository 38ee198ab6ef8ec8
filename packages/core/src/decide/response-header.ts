import type { CorsRequest } from "./decision.ts";

/** The value of a header that repeats the request's `Origin`. */
export const REPEAT_REQUEST_ORIGIN: unique symbol = Symbol("the request's Origin");

/** Returns the requested names that are allowed. The header is not sent if the string is empty. */
type Echo = (requestHeaders: CorsRequest["headers"]) => string;

/** A header of the responses to all requests that a policy answers alike. */
export interface ResponseHeader {
  readonly name: string;
  /** The value, or its source. A header with an empty value is not sent. */
  readonly value: string | typeof REPEAT_REQUEST_ORIGIN | Echo;
}

/** A header with the same value in every response. */
export type ConstantHeader = ResponseHeader & { readonly value: string };

export const isConstant = (header: ResponseHeader): header is ConstantHeader => typeof header.value === "string";
