/** The request headers, keyed by lower-case name. */
export interface NodeHeaders {
  readonly accept?: string | undefined;
  readonly authorization?: string | undefined;
  readonly "content-length"?: string | undefined;
  readonly "content-type"?: string | undefined;
  readonly cookie?: string | undefined;
  readonly host?: string | undefined;
  readonly origin?: string | undefined;
  readonly referer?: string | undefined;
  readonly "user-agent"?: string | undefined;
  readonly [name: string]: string | readonly string[] | undefined;
}

/** The part of a request that this package needs, from `node:http`, `node:http2` or a framework built on them. */
export interface NodeRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly httpVersionMajor?: number;
  readonly headers: NodeHeaders;
  // biome-ignore lint/suspicious/noExplicitAny: Node declares listener parameters in this way
  on(event: string, listener: (...args: any[]) => void): unknown;
  // biome-ignore lint/suspicious/noExplicitAny: Node declares body chunks in this way
  [Symbol.asyncIterator](): AsyncIterator<any>;
}

/** The value of a response header. */
type HeaderValue = number | string | readonly string[];

/** The headers that `writeHead` accepts. */
type WriteHeadHeaders = Readonly<Record<string, number | string | string[] | undefined>>;

/** The part of a response that this package needs, from `node:http`, `node:http2` or a framework built on them. */
export interface NodeResponse {
  statusCode: number;
  statusMessage: string;
  readonly headersSent: boolean;
  readonly writableEnded: boolean;
  getHeader(name: string): number | string | readonly string[] | undefined;
  /** Returns the names in lower case. */
  getHeaderNames(): readonly string[];
  hasHeader(name: string): boolean;
  setHeader(name: string, value: HeaderValue): unknown;
  removeHeader(name: string): unknown;
  writeHead(statusCode: number, headers?: WriteHeadHeaders): NodeResponse;
  writeHead(statusCode: number, reason: string, headers?: WriteHeadHeaders): NodeResponse;
  write(chunk: string | Uint8Array): boolean;
  end(chunk?: string | Uint8Array): NodeResponse;
  destroy(error: Error | undefined): unknown;
  // biome-ignore lint/suspicious/noExplicitAny: Node declares listener parameters in this way
  on(event: string, listener: (...args: any[]) => void): unknown;
}

/** Passes the request on to the next middleware, or an error to the error handlers. */
export type NextFunction = (error?: never) => void;
