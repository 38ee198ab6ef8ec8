/** What is needed of a request: one of `node:http`, `node:http2` or a framework on top of these will do. */
export interface NodeRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly httpVersionMajor?: number;
  /** By names in lower case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** What is needed of a response: one of `node:http`, `node:http2` or a framework on top of these will do. */
export interface NodeResponse {
  statusCode: number;
  statusMessage: string;
  readonly headersSent: boolean;
  readonly writableEnded: boolean;
  getHeader(name: string): number | string | readonly string[] | undefined;
  /** In lower case. */
  getHeaderNames(): readonly string[];
  setHeader(name: string, value: number | string | readonly string[]): unknown;
  removeHeader(name: string): unknown;
  writeHead(statusCode: number, headers?: Readonly<Record<string, string>>): NodeResponse;
  write(chunk: string | Uint8Array): boolean;
  end(chunk?: string | Uint8Array): unknown;
  destroy(error: Error | undefined): unknown;
}

/** Hands the request on to what comes next; with an error, to what handles errors. */
export type NextFunction = (error?: never) => void;
