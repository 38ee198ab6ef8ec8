/** The cases: what a page asks for, and what the server answers, by a policy of ours or by headers of any kind. */

import fc from "fast-check";
import { type CorsOptions, withCors } from "../../../core/src/index.ts";
import type { PageFetch } from "./run-case.ts";

/** Where pages and servers are; the ports change from run to run. */
export interface Origins {
  /** Of the page. */
  readonly page: string;
  /** Of the server that the page asks. */
  readonly api: string;
  /** Of a third server, which redirects lead to. */
  readonly other: string;
}

type Header = readonly [name: string, value: string];

/** What a server answers, `PAGE` in a value standing for the page's origin. */
interface Answer {
  readonly status: number;
  readonly headers: readonly Header[];
}

/** A stop on the way: the first one at `api`, the next where the redirect leads. */
interface Hop {
  readonly preflight: Answer;
  readonly actual: Answer;
}

export interface EngineCase {
  readonly id: string;
  /** Asked one after the other for one URL. */
  readonly fetches: readonly PageFetch[];
  readonly server:
    | { readonly policy: CorsOptions; readonly actual: Answer }
    | { readonly hops: readonly Hop[]; readonly redirectTo: keyof Origins };
}

const PAGE = "PAGE";

const METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "patch", "put", "PURGE"];

const requestHeaders = fc.dictionary(
  fc.constantFrom("X-A", "x-b", "Authorization", "Accept", "Accept-Language", "Content-Type", "Range"),
  fc.constantFrom("1", "text/plain", "application/json", "bytes=0-9", "bytes=-9", "de;q=0.5", "a".repeat(129), "(x)"),
  { maxKeys: 3 },
);

const pageFetch: fc.Arbitrary<PageFetch> = fc
  .record({
    method: fc.oneof(fc.constantFrom("GET", "POST", "PUT"), fc.constantFrom(...METHODS)),
    headers: fc.oneof({ weight: 1, arbitrary: fc.constant({}) }, { weight: 2, arbitrary: requestHeaders }),
    credentials: fc.constantFrom("omit", "same-origin", "include"),
    mode: fc.oneof({ weight: 12, arbitrary: fc.constant("cors" as const) }, fc.constantFrom("no-cors", "same-origin")),
    body: fc.boolean(),
  })
  .map(({ body, ...rest }) => (body && /^(?:POST|PUT|PATCH|put)$/.test(rest.method) ? { ...rest, body: "x" } : rest));

/** Some of these are what a policy would send, and most are what hand-written servers send. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  "Access-Control-Allow-Origin": [
    PAGE,
    PAGE,
    PAGE,
    "*",
    "*",
    "null",
    `${PAGE}/`,
    `${PAGE}, ${PAGE}`,
    "http://evil.example",
  ],
  "Access-Control-Allow-Credentials": ["true", "true", "true", "TRUE", "false", "true, true"],
  "Access-Control-Allow-Methods": [
    "*",
    "PUT, DELETE, PATCH",
    "put",
    "PUT,,",
    "PUT DELETE",
    "@",
    "",
    "PURGE",
    "GET, PUT",
  ],
  "Access-Control-Allow-Headers": [
    "*",
    "*, Authorization",
    "x-a, X-B",
    "Content-Type, range",
    "x-a x-b",
    "authorization",
    "x-a,",
  ],
  "Access-Control-Max-Age": ["600", "0", "-1", "abc", "5", "86400"],
  "Access-Control-Expose-Headers": ["*", "X-Secret", "x-secret, X-Other", "x secret", "set-cookie", "ETag,"],
};

const corsHeaders = (names: readonly string[]): fc.Arbitrary<readonly Header[]> =>
  fc
    .tuple(
      ...names.map((name) =>
        fc
          .option(fc.constantFrom(...(VALUES[name] ?? [])), { freq: name.endsWith("Origin") ? 12 : 3 })
          .map((value) => [name, value] as const),
      ),
    )
    .map((pairs) => pairs.filter((pair): pair is Header => pair[1] !== null));

const RESPONSE_HEADERS: readonly Header[] = [
  ["Content-Type", "text/plain"],
  ["X-Secret", "1"],
  ["X-Other", "2"],
  ["ETag", '"3"'],
  ["Expires", "0"],
  ["Set-Cookie", "a=1"],
  ["Cache-Control", "no-store"],
];

const actualAnswer = (statuses: readonly number[]): fc.Arbitrary<Answer> =>
  fc
    .tuple(
      fc.constantFrom(...statuses),
      corsHeaders(["Access-Control-Allow-Origin", "Access-Control-Allow-Credentials", "Access-Control-Expose-Headers"]),
    )
    .map(([status, headers]) => ({ status, headers: [...headers, ...RESPONSE_HEADERS] }));

const preflightAnswer: fc.Arbitrary<Answer> = fc
  .tuple(
    fc.constantFrom(204, 204, 204, 204, 200, 200, 299, 301, 403, 404, 500),
    corsHeaders(Object.keys(VALUES).filter((name) => !name.includes("Expose"))),
  )
  .map(([status, headers]) => ({ status, headers }));

const hop = (statuses: readonly number[]): fc.Arbitrary<Hop> =>
  fc.record({ preflight: preflightAnswer, actual: actualAnswer(statuses) });

const FINAL = [200, 200, 200, 201, 404, 500];
const REDIRECTS = [301, 302, 303, 307, 308];

const freeForm = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(hop(FINAL)).map((hops) => ({ hops, redirectTo: "other" as const })) },
  {
    weight: 2,
    arbitrary: fc.record({
      hops: fc.tuple(hop(REDIRECTS), hop(FINAL)),
      redirectTo: fc.constantFrom("page", "api", "other", "other"),
    }),
  },
);

const behindPolicy = fc.record({
  policy: fc.record(
    {
      origin: fc.constantFrom([PAGE], [PAGE], ["https://app.example.com"], "http://localhost:*"),
      credentials: fc.boolean(),
      methods: fc.constantFrom(["PUT", "DELETE"], ["*"], ["PATCH", "PURGE"]),
      allowedHeaders: fc.constantFrom(["*"], ["*", "Authorization"], ["X-A", "Content-Type"], []),
      exposedHeaders: fc.constantFrom(["*"], ["X-Secret"]),
      maxAge: fc.constantFrom(0, 600),
    },
    { requiredKeys: ["origin"] },
  ) as fc.Arbitrary<CorsOptions>,
  actual: actualAnswer(FINAL),
});

const engineCase = fc.record({
  fetches: fc.array(pageFetch, { minLength: 1, maxLength: 3 }),
  server: fc.oneof(
    {
      weight: 1,
      arbitrary: fc.oneof(
        behindPolicy,
        fc.record({ policy: fc.constant({ origin: "*" }), actual: actualAnswer(FINAL) }),
      ),
    },
    { weight: 2, arbitrary: freeForm },
  ),
}) as fc.Arbitrary<Omit<EngineCase, "id">>;

/** The same cases for the same seed. */
export const sampleCases = (count: number, seed: number): readonly EngineCase[] =>
  fc.sample(engineCase, { numRuns: count, seed }).map((one, index) => ({ ...one, id: String(index) }));

/** The server's side of a case: the first path segment after the case's id is the hop. */
export function serverFor(
  { id, server }: EngineCase,
  origins: Origins,
): (request: Request) => Response | Promise<Response> {
  const respond = ({ status, headers }: Answer, next: number): Response => {
    const response = new Response(status === 204 ? null : "body", { status });
    for (const [name, value] of headers) response.headers.append(name, value.replaceAll(PAGE, origins.page));
    if (status > 300 && status < 400 && "redirectTo" in server) {
      response.headers.set("Location", `${origins[server.redirectTo]}/case/${id}/${next}`);
    }
    return response;
  };
  if ("policy" in server) {
    const written = server.policy.origin as string | readonly string[];
    const origin = typeof written === "string" ? written : written.map((one) => one.replaceAll(PAGE, origins.page));
    return withCors(() => respond(server.actual, 1), { ...server.policy, origin });
  }
  return (request) => {
    const index = Number(new URL(request.url).pathname.split("/")[3]);
    const { preflight, actual } = server.hops[index] ?? (server.hops[0] as Hop);
    return respond(request.headers.has("Access-Control-Request-Method") ? preflight : actual, index + 1);
  };
}
