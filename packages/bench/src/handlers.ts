import type { Handler } from "./contender.ts";

/** A handler, and what has to be ready before a batch of calls. */
export interface PreparedHandler extends Handler {
  readonly prepare?: (calls: number) => Promise<void>;
}

const BODY = '{"users":[]}';
const TYPE = ["content-type", "application/json"] as const;

/** A short JSON answer: most of what an API sends. */
export function plainHandler(): PreparedHandler {
  const init = { headers: { [TYPE[0]]: TYPE[1] } };
  return { body: BODY, headers: [TYPE], isFetched: false, serve: () => new Response(BODY, init) };
}

/** One that already varies, and sets two cookies. */
export function ownHeadersHandler(): PreparedHandler {
  const headers: [string, string][] = [
    [...TYPE],
    ["vary", "Accept-Encoding"],
    ["set-cookie", "session=1; Path=/; Secure; HttpOnly"],
    ["set-cookie", "theme=dark; Path=/"],
  ];
  return { body: BODY, headers, isFetched: false, serve: () => new Response(BODY, { headers }) };
}

/** One whose response was fetched from elsewhere, so that its headers are immutable. No network is in it. */
export function fetchedHandler(): PreparedHandler {
  const url = `data:${TYPE[1]},${encodeURIComponent(BODY)}`;
  let pool: Response[] = [];
  return {
    body: BODY,
    // As the runtime spells it: Bun adds a charset.
    get headers() {
      return [...(pool[0]?.headers ?? [TYPE])] as [string, string][];
    },
    isFetched: true,
    prepare: async (calls) => {
      pool = await Promise.all(Array.from({ length: calls + 1 }, () => fetch(url)));
    },
    serve: () => pool.pop() as Response,
  };
}

/** One that sets CORS headers itself, as an upstream with another policy does; one of them nobody knows. */
export function ownCorsHandler(): PreparedHandler {
  const headers: [string, string][] = [
    [...TYPE],
    ["access-control-allow-origin", "https://other.example.org"],
    ["access-control-allow-credentials", "true"],
    ["access-control-expose-headers", "X-Secret"],
    ["access-control-allow-methods", "TRACE"],
    ["access-control-future", "1"],
  ];
  return { body: BODY, headers, isFetched: false, serve: () => new Response(BODY, { headers }) };
}
