/**
 * What Next.js answers where a handler is left by `redirect()`, `permanentRedirect()`, `notFound()`, `forbidden()` or
 * `unauthorized()`; `undefined` for any other error.
 *
 * These throw an error that says in its `digest` what to do: `NEXT_REDIRECT;replace;/login;307;` or
 * `NEXT_HTTP_ERROR_FALLBACK;404`. Read here, as Next.js exports nothing that does, and as an import of its inner files
 * would not resolve outside of its bundler.
 */
export function navigationResponse(error: unknown, request: Request): Response | undefined {
  const digest = String((error as { readonly digest?: unknown } | null | undefined)?.digest);
  const [, status, location, redirectStatus] =
    /^(?:NEXT_HTTP_ERROR_FALLBACK;(40[134])|NEXT_REDIRECT;(?:push|replace);(.*);(30[378]);)$/s.exec(digest) ?? [];
  if (status) return new Response(null, { status: Number(status) });
  if (location === undefined) return undefined;
  // A browser would send the form again to where 307 and 308 lead.
  const followed = isForm(request) ? 303 : Number(redirectStatus);
  return new Response(null, { status: followed, headers: { Location: location } });
}

const isForm = ({ method, headers }: Request): boolean =>
  method === "POST" &&
  /^(?:application\/x-www-form-urlencoded$|multipart\/form-data)/.test(headers.get("content-type") ?? "");
