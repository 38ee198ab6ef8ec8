/**
 * Returns the response that Next.js sends if a handler calls `redirect()`, `permanentRedirect()`, `notFound()`,
 * `forbidden()` or `unauthorized()`; `undefined` for any other error.
 *
 * These functions throw an error whose `digest` describes the response: `NEXT_REDIRECT;replace;/login;307;` or
 * `NEXT_HTTP_ERROR_FALLBACK;404`. The digest is read here because Next.js exports no function for it, and
 * its internal files can only be resolved in its bundler.
 */
export function navigationResponse(error: unknown, request: Request): Response | undefined {
  const digest = String((error as { readonly digest?: unknown } | null | undefined)?.digest);
  const [, status, location, redirectStatus] =
    /^(?:NEXT_HTTP_ERROR_FALLBACK;(40[134])|NEXT_REDIRECT;(?:push|replace);(.*);(30[378]);)$/s.exec(digest) ?? [];
  if (status) return new Response(null, { status: Number(status) });
  if (location === undefined) return undefined;
  // With 307 or 308, a browser would send the form again to the new location.
  const followed = isForm(request) ? 303 : Number(redirectStatus);
  return new Response(null, { status: followed, headers: { Location: location } });
}

/** Reads the headers of POST requests only, because reading them would make a static route dynamic. */
const isForm = (request: Request): boolean =>
  request.method === "POST" &&
  /^(?:application\/x-www-form-urlencoded$|multipart\/form-data)/.test(request.headers.get("content-type") ?? "");
