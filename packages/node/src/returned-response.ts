import type { NodeResponse } from "./node-types.ts";

/** The properties that distinguish a Fetch API `Response` from a Node response. */
interface FetchResponse {
  readonly headers: object;
  readonly bodyUsed: boolean;
  arrayBuffer(): unknown;
}

/** The return type of a listener or a hook. For a `Response`, it is a message that the compiler prints. */
export type Returned<T> = 0 extends 1 & Awaited<T>
  ? T
  : [Extract<Awaited<T>, FetchResponse>] extends [never]
    ? T
    : "write the response with res; a returned Response is not sent";

/** Whether a listener or a hook returned a `Response` and sent nothing. The request would then never end. */
export const isUnsent = (returned: unknown, res: NodeResponse): boolean =>
  typeof (returned as FetchResponse | undefined)?.arrayBuffer === "function" && !res.headersSent;

/** Creates the error that shows what to write instead of returning a `Response`. */
export const returnedResponse = (name: "the listener" | "onError", options?: ErrorOptions): TypeError =>
  new TypeError(
    `${name} returned a Response, which @fetch-cors/node does not send; write the response with res, like res.writeHead(200).end("hello")`,
    options,
  );
