/**
 * Whether the `ETag` or `Last-Modified` shows that the client already has the response, so that a 304 is enough.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110.html#section-13.2.2
 */
export function isUnchanged({ method, headers: requestHeaders }: Request, headers: Headers): boolean {
  if (method !== "GET" && method !== "HEAD") return false;
  const known = requestHeaders.get("If-None-Match");
  if (known === null) {
    // Without a date the result is `false`, because a comparison with `NaN` is false.
    return Date.parse(headers.get("Last-Modified") ?? "") <= Date.parse(requestHeaders.get("If-Modified-Since") ?? "");
  }
  const etag = headers.get("ETag");
  return known.split(",").some((one) => one.trim() === "*" || (etag !== null && weak(one) === weak(etag)));
}

/** Removes the mark of a weak tag, because strong and weak tags are compared in the same way. */
const weak = (etag: string): string => etag.trim().replace(/^W\//, "");
