import { bun, type MaybeFile } from "./bun-runtime.ts";
import { type ByteRange, byteRangeOf } from "./byte-range.ts";

/** The maximum size, in bytes, of a file that is read into memory. Bun itself sends larger files. */
const MAX_IN_MEMORY = 1024 * 1024;

/** The types for which Bun does not add `Content-Disposition: filename="…"` to a file response from a handler. */
const UNNAMED_TYPES = /^(?:audio|font|image|text|video)\/|^application\/(?:json|wasm)(?:;|$)/;

/** An existing file. */
interface File {
  readonly body: MaybeFile;
  /** Whether it is a `slice()` of a file. */
  readonly isPart: boolean;
  readonly size: number;
}

/**
 * Makes the response from a handler equal to the response that Bun sends for a file route. Without this function, the
 * response from a handler would differ in two ways:
 *
 * - Bun remembers the first length that it reads for the file. The response to HEAD therefore gets the current length.
 * - Bun adds `Content-Disposition` to some types, and can send a `slice()` as a 206. To avoid both, a file of at
 *   most 1 MiB is read into memory.
 */
export async function fileResponse(request: Request, response: Response, file: File): Promise<Response> {
  const { headers, status, statusText } = response;
  const range: ByteRange =
    status === 200 ? byteRangeOf(request, headers, file.size) : { status, start: 0, end: file.size };
  if (request.method === "HEAD") {
    const init = { headers: headersOf(headers, range), status: range.status, statusText };
    init.headers.set("Content-Length", `${range.end - range.start}`);
    return new Response(null, init);
  }
  const isNamed = !headers.has("Content-Disposition") && !UNNAMED_TYPES.test(headers.get("Content-Type") ?? "");
  if ((!isNamed && !file.isPart) || file.size > MAX_IN_MEMORY) return response;
  // A new `Bun.file`, because the blob in the route may remember an earlier length.
  const blob = (!file.isPart && file.body.name && bun?.file(file.body.name)) || file.body;
  const bytes = new Uint8Array(await blob.arrayBuffer()).subarray(range.start, range.end);
  return new Response(bytes, { headers: headersOf(headers, range), status: range.status, statusText });
}

function headersOf(original: Headers, { contentRange }: ByteRange): Headers {
  const headers = new Headers(original);
  if (contentRange !== undefined) {
    headers.set("Content-Range", contentRange);
    headers.set("Accept-Ranges", "bytes");
  }
  return headers;
}

/** Whether a blob is a `slice()` of a file on disk, with a length that differs from the length of the file. */
export function isPartOfFile({ name, presign, size }: MaybeFile): boolean {
  return typeof name === "string" && !presign && bun !== undefined && size !== bun.file(name).size;
}
