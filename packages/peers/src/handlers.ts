import type { Handler } from "./peer.ts";

/** A handler that may need preparation before a number of calls. */
export interface PreparedHandler extends Handler {
  readonly prepare?: (calls: number) => Promise<void>;
}

const BODY = '{"users":[]}';
const TYPE = ["content-type", "application/json"] as const;

/** A short JSON response, the most frequent one of an API. */
export function plainHandler(): PreparedHandler {
  const init = { headers: { [TYPE[0]]: TYPE[1] } };
  return { status: 200, body: BODY, headers: [TYPE], isFetched: false, serve: () => new Response(BODY, init) };
}

/** A response with its own `Vary` and two cookies. */
export function ownHeadersHandler(): PreparedHandler {
  const headers: [string, string][] = [
    [...TYPE],
    ["vary", "Accept-Encoding"],
    ["set-cookie", "session=1; Path=/; Secure; HttpOnly"],
    ["set-cookie", "theme=dark; Path=/"],
  ];
  return { status: 200, body: BODY, headers, isFetched: false, serve: () => new Response(BODY, { headers }) };
}

/** A fetched response, whose headers are immutable on most runtimes. It comes from a `data:` URL, without a network. */
export function fetchedHandler(): PreparedHandler {
  const url = `data:${TYPE[1]},${encodeURIComponent(BODY)}`;
  let responses: Response[] = [];
  return {
    status: 200,
    body: BODY,
    // Bun adds a charset to the content type.
    get headers() {
      return [...(responses[0]?.headers ?? [TYPE])] as [string, string][];
    },
    isFetched: true,
    prepare: async (calls) => {
      responses = await Promise.all(Array.from({ length: calls + 1 }, () => fetch(url)));
    },
    serve: () => responses.pop() as Response,
  };
}

/** A response of `Response.redirect`, whose headers are immutable on most runtimes. */
export function redirectHandler(): PreparedHandler {
  const redirect = (): Response => Response.redirect("https://api.example.com/users/1", 302);
  const headers = [...redirect().headers] as [string, string][];
  return { status: 302, body: "", headers, isFetched: false, serve: redirect };
}

/** A response with CORS headers of another policy, as from an upstream server. No library knows one of them. */
export function ownCorsHandler(): PreparedHandler {
  const headers: [string, string][] = [
    [...TYPE],
    ["access-control-allow-origin", "https://other.example.org"],
    ["access-control-allow-credentials", "true"],
    ["access-control-expose-headers", "X-Secret"],
    ["access-control-allow-methods", "TRACE"],
    ["access-control-future", "1"],
  ];
  return { status: 200, body: BODY, headers, isFetched: false, serve: () => new Response(BODY, { headers }) };
}
