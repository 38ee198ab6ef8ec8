import type { NodeResponse } from "./node-types.ts";

/** The part of a `Response` of the Fetch API that tells it from a response of Node. */
interface FetchResponse {
  readonly headers: object;
  readonly bodyUsed: boolean;
  arrayBuffer(): unknown;
}

/** The type of what a listener or a hook returns. For a `Response` it is a sentence that the compiler prints. */
export type Returned<T> = 0 extends 1 & Awaited<T>
  ? T
  : [Extract<Awaited<T>, FetchResponse>] extends [never]
    ? T
    : "write the response with res: a Response that is returned is not sent";

/** Whether a listener or a hook has returned a `Response` and sent nothing: the request would never end. */
export const isUnsent = (returned: unknown, res: NodeResponse): boolean =>
  typeof (returned as FetchResponse | undefined)?.arrayBuffer === "function" && !res.headersSent;

/** The error that shows what to write instead of returning a `Response`. */
export const returnedResponse = (name: "the listener" | "onError", options?: ErrorOptions): TypeError =>
  new TypeError(
    `${name} returned a Response, which @fetch-cors/node does not send; write the response with res, like res.writeHead(200).end("hello")`,
    options,
  );
