/**
 * Whether the client has a response already, by its `ETag` or `Last-Modified`, so that 304 says enough.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110.html#section-13.2.2
 */
export function isUnchanged({ method, headers: asked }: Request, headers: Headers): boolean {
  if (method !== "GET" && method !== "HEAD") return false;
  const known = asked.get("If-None-Match");
  if (known === null) {
    // False where there is no date: none is comparable to what is not a number.
    return Date.parse(headers.get("Last-Modified") ?? "") <= Date.parse(asked.get("If-Modified-Since") ?? "");
  }
  const etag = headers.get("ETag");
  return known.split(",").some((one) => one.trim() === "*" || (etag !== null && weak(one) === weak(etag)));
}

/** Strong and weak tags are compared as weak ones. */
const weak = (etag: string): string => etag.trim().replace(/^W\//, "");
