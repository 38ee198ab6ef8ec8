/** Servers with answers of any kind, right and wrong, and the request of a page to each. */
import fc from "fast-check";
import type { RawHandler } from "./raw-server.ts";

/** Where the page is: of the first origin, of another one, or in a sandboxed frame without an origin. */
export type PagePlace = "page" | "other" | "null";

/** The request of a page. */
export interface PageCase {
  readonly place: PagePlace;
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly credentials: "same-origin" | "include";
  readonly body: string | undefined;
}

type Lines = readonly (readonly [name: string, value: string])[];

interface GeneratedAnswer {
  readonly status: number;
  readonly lines: Lines;
}

/** A server: its answer to preflights and to other requests, and a redirect before it. */
export interface GeneratedServer {
  readonly page: PageCase;
  readonly preflight: GeneratedAnswer;
  readonly actual: GeneratedAnswer;
  /** The status and the CORS headers of redirects on the way; each leads to the next one. */
  readonly redirects: readonly GeneratedAnswer[];
  /** Whether the last redirect leads to another origin. */
  readonly leaves: boolean;
  /** The values of `Location` that replace the next URL, one for each line. */
  readonly locations: readonly string[] | undefined;
}

const PAGE = "PAGE";

const lines = (name: string, values: fc.Arbitrary<readonly string[]>): fc.Arbitrary<Lines> =>
  values.map((all) => all.map((value) => [name, value] as const));

const none: readonly string[] = [];

const allowOrigin = lines(
  "Access-Control-Allow-Origin",
  fc.oneof(
    { weight: 5, arbitrary: fc.constant([PAGE]) },
    { weight: 3, arbitrary: fc.constant(["*"]) },
    { weight: 2, arbitrary: fc.constant(none) },
    fc.constantFrom<readonly string[]>(
      ...[[`${PAGE}/`], [PAGE, PAGE], ["*", "*"], [PAGE, "*"], ["https://evil.example"], ["null"], [""]],
      ...[
        [`${PAGE}, https://evil.example`],
        ["localhost"],
        ["https://localhost"],
        ["http://*"],
        [`${PAGE} `],
        ["true"],
      ],
    ),
  ),
);

const allowCredentials = lines(
  "Access-Control-Allow-Credentials",
  fc.oneof(
    { weight: 4, arbitrary: fc.constant(["true"]) },
    { weight: 3, arbitrary: fc.constant(none) },
    fc.constantFrom<readonly string[]>(["True"], ["TRUE"], ["false"], ["true", "true"], ["1"], [""]),
  ),
);

const allowMethods = lines(
  "Access-Control-Allow-Methods",
  fc.oneof(
    { weight: 5, arbitrary: fc.constant(["GET, POST, PUT, PATCH, DELETE"]) },
    { weight: 2, arbitrary: fc.constant(["*"]) },
    { weight: 2, arbitrary: fc.constant(none) },
    fc.constantFrom<readonly string[]>(
      ["GET"],
      ["put"],
      ["GET", "PUT", "DELETE"],
      ["GET;PUT"],
      ["GET PUT"],
      [""],
      ["PUT,"],
      ["PATCH"],
    ),
  ),
);

const allowHeaders = lines(
  "Access-Control-Allow-Headers",
  fc.oneof(
    { weight: 5, arbitrary: fc.constant(["Authorization, Content-Type, X-A"]) },
    { weight: 4, arbitrary: fc.constant(["*"]) },
    { weight: 2, arbitrary: fc.constant(none) },
    fc.constantFrom<readonly string[]>(
      ["x-a"],
      ["content-type"],
      ["X-A", "Authorization"],
      ["X-A X-B"],
      ["(x)"],
      ["*, Authorization"],
      [""],
    ),
  ),
);

const others = fc.subarray(
  [
    ["Vary", "Origin"],
    ["Access-Control-Max-Age", "600"],
    ["Access-Control-Expose-Headers", "X-Request-Id"],
    ["X-Request-Id", "7"],
    ["Set-Cookie", "a=1"],
    ["Server", "generated"],
    ["WWW-Authenticate", 'Bearer realm="x"'],
    ["Content-Type", "application/json"],
    ["Cache-Control", "no-store"],
  ] as const,
  { maxLength: 4 },
);

const answer = (statuses: fc.Arbitrary<number>): fc.Arbitrary<GeneratedAnswer> =>
  fc
    .tuple(statuses, allowOrigin, allowCredentials, allowMethods, allowHeaders, others)
    .map(([status, ...parts]) => ({ status, lines: parts.flat() }));

const preflightStatus = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom(200, 204) },
  fc.constantFrom(201, 299, 301, 302, 307, 400, 401, 403, 404, 405, 407, 429, 500, 501, 502),
);
const actualStatus = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(200, 201, 204) },
  fc.constantFrom(206, 300, 304, 400, 401, 403, 404, 407, 408, 409, 418, 422, 429, 500, 502, 503),
);

const page: fc.Arbitrary<PageCase> = fc
  .record({
    place: fc.oneof(
      { weight: 6, arbitrary: fc.constant("page" as const) },
      fc.constantFrom("other" as const, "null" as const),
    ),
    path: fc.constantFrom("/", "/users", "/users/7?page=1", "/a/b/"),
    method: fc.oneof(
      { weight: 3, arbitrary: fc.constant("GET") },
      fc.constantFrom("POST", "PUT", "DELETE", "PATCH", "patch", "HEAD", "PURGE"),
    ),
    headers: fc.oneof(
      { weight: 2, arbitrary: fc.constant({}) },
      fc.dictionary(
        fc.constantFrom(
          "Authorization",
          "Authorization",
          "Content-Type",
          "X-A",
          "Accept",
          "Range",
          "User-Agent",
          "DPR",
        ),
        fc.constantFrom("1", "text/plain", "application/json", "bytes=0-9"),
        {
          maxKeys: 2,
        },
      ),
    ),
    credentials: fc.constantFrom("same-origin" as const, "include" as const),
    body: fc.constantFrom("a=1", '{"a":1}'),
  })
  .map((one) => ({ ...one, body: /^(?:POST|PUT|PATCH|patch)$/.test(one.method) ? one.body : undefined }));

const server: fc.Arbitrary<GeneratedServer> = fc.record({
  page,
  preflight: answer(preflightStatus),
  actual: answer(actualStatus),
  redirects: fc.oneof(
    { weight: 5, arbitrary: fc.constant([]) },
    fc.array(answer(fc.constantFrom(301, 302, 303, 307, 308)), { minLength: 1, maxLength: 2 }),
  ),
  leaves: fc.boolean(),
  locations: fc.oneof(
    { weight: 6, arbitrary: fc.constant(undefined) },
    fc.constantFrom<readonly string[]>(
      [],
      [""],
      ["NEXT", "NEXT"],
      ["NEXT", "/elsewhere"],
      ["http://[x/"],
      ["ftp://a.example/"],
      ["data:text/plain,x"],
    ),
  ),
});

export const generateServers = (count: number, seed: number): readonly GeneratedServer[] =>
  fc.sample(server, { numRuns: count, seed });

/** The bytes of an answer. */
function write({ status, lines: headers }: GeneratedAnswer, origin: string, extra: Lines): string {
  const body = status === 204 || status === 304 ? "" : "{}";
  const all = [...headers.map(([name, value]) => [name, value.replaceAll(PAGE, origin)]), ...extra];
  return `HTTP/1.1 ${status} Generated\r\n${all.map(([name, value]) => `${name}: ${value}\r\n`).join("")}Content-Length: ${body.length}\r\nConnection: close\r\n\r\n${body}`;
}

/**
 * The handler of a server. The path of a redirected request starts with the number of the hop.
 *
 * @param origin - What stands for the page in the headers.
 * @param next - The URL that a redirect leads to.
 */
export const handlerFor =
  (one: GeneratedServer, origin: string, next: (hop: number) => string): RawHandler =>
  ({ method, path, headers }) => {
    const hop = Number(/^\/hop-(\d)/.exec(path)?.[1] ?? 0);
    const redirect = one.redirects[hop];
    const location = one.locations ?? ["NEXT"];
    const lines: Lines = location.map((value) => ["Location", value.replace("NEXT", next(hop + 1))] as const);
    const isPreflight = method === "OPTIONS" && headers.has("access-control-request-method");
    if (isPreflight)
      return write(one.preflight, origin, one.preflight.status >= 300 && one.preflight.status < 400 ? lines : []);
    if (redirect) return write(redirect, origin, lines);
    const text = write(one.actual, origin, []);
    return method === "HEAD" ? text.slice(0, text.indexOf("\r\n\r\n") + 4) : text;
  };
