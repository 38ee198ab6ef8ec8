import { type HeaderLine, HeaderList } from "./header-list.ts";
import { isToken } from "./methods.ts";
import { isStream } from "./upload-stream.ts";

/** A response with separate header lines and any status from 200 to 999. */
export interface RawResponse {
  readonly status: number;
  /** The reason phrase. Defaults to the empty string. */
  readonly statusText?: string;
  /** Every header line, in order. A value has one character for each byte. */
  readonly headers: Iterable<HeaderLine>;
  /** Defaults to no body. */
  readonly body?: BodyInit | null;
}

/** The response from the network. See #concept-response. */
export interface ServerResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: HeaderList;
  readonly body: ReadableStream | null;
}

/** Cancels a body that the page does not read, so that its connection is released. */
export const discard = ({ body }: ServerResponse): void => {
  body?.cancel().catch(() => {});
};

/** The longest headers that are read, in bytes. */
const LONGEST_HEADERS = 16 * 1024 * 1024;

/** HTTP does not permit line breaks in a value, and a browser reads a value as bytes. */
const INVALID_VALUE = /[\0\r\n]|[^\0-\xff]/;

/** The reason why a header line is invalid; `undefined` if it is valid. */
function lineProblem(line: unknown): string | undefined {
  if (!Array.isArray(line) || typeof line[0] !== "string" || typeof line[1] !== "string") {
    return "the network returned a header that is not a pair of strings";
  }
  const [name, value] = line as [string, string];
  if (!isToken(name)) return `the network returned the header name ${JSON.stringify(name)}`;
  if (INVALID_VALUE.test(value)) return `the network returned a value of ${name} that HTTP does not permit`;
  return undefined;
}

/** The number of bytes that the headers take on the wire. */
const sizeOf = ({ lines }: HeaderList): number =>
  lines.reduce((size, [name, value]) => size + name.length + value.length + 4, 0);

type Candidate = Partial<Omit<Response, "headers" | "body">> & { headers?: unknown; body?: unknown };

/** Reads the response from the network. Returns the reason as a string if the response is invalid. */
export function toServerResponse(answer: unknown): ServerResponse | string {
  const { status, statusText = "", headers, body = null, bodyUsed }: Candidate = Object(answer);
  if (typeof status !== "number") return "the network returned a value that is not a Response";
  // `Response.error()` has status 0, and a page never receives a response with a status below 200.
  if (!Number.isInteger(status) || status < 200 || status > 999) return `the network returned status ${status}`;
  if (bodyUsed || (isStream(body) && body.locked)) {
    return "the network returned a Response that was read before";
  }
  if (typeof Object(headers)[Symbol.iterator] !== "function") {
    return "the network returned headers that are not a list of pairs";
  }
  const lines = [...(headers as Iterable<HeaderLine>)];
  const problem = lines.map(lineProblem).find((found) => found !== undefined);
  if (problem) return problem;
  const list = new HeaderList(lines);
  if (sizeOf(list) > LONGEST_HEADERS) return "the network returned more than 16 MiB of headers";
  return { status, statusText: String(statusText), headers: list, body: toStream(body) };
}

const toStream = (body: unknown): ReadableStream | null =>
  body === null || isStream(body) ? body : new Response(body as BodyInit).body;
