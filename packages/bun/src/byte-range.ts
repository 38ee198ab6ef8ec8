/** The requested part of a file: all of it, a range, or a range outside the file. */
export interface ByteRange {
  readonly status: number;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** Absent if the whole file is sent. */
  readonly contentRange?: string;
}

/**
 * Interprets the `Range` header as Bun does for a file route: one byte range, for GET and HEAD. Any other value selects
 * the whole file.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110.html#section-14.2
 */
export function byteRangeOf(request: Request, headers: Headers, size: number): ByteRange {
  const whole = { status: 200, start: 0, end: size } as const;
  const [, first = "", last = ""] = /^bytes=\s*(\d*)-(\d*)\s*$/i.exec(request.headers.get("Range") ?? "") ?? [];
  const isRead = request.method === "GET" || request.method === "HEAD";
  if (!isRead || first + last === "" || !isSame(request, headers)) return whole;

  const start = first === "" ? Math.max(size - Number(last), 0) : Number(first);
  const end = first === "" || last === "" ? size : Math.min(Number(last) + 1, size);
  if (start >= size) return { status: 416, start: 0, end: 0, contentRange: `bytes */${size}` };
  return start < end ? { status: 206, start, end, contentRange: `bytes ${start}-${end - 1}/${size}` } : whole;
}

/** Whether the range refers to the current version of the file (RFC 9110, section 13.1.5). */
function isSame(request: Request, headers: Headers): boolean {
  const condition = request.headers.get("If-Range");
  return condition === null || condition === headers.get("Last-Modified") || condition === headers.get("ETag");
}
