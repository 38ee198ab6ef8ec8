/** The cases: what a page requests, and what the server answers, by a policy of ours or by headers of any kind. */

import fc from "fast-check";
import { type CorsOptions, withCors } from "../../../core/src/index.ts";
import type { RawResponse } from "../../src/index.ts";
import type { PageFetch } from "./run-case.ts";

/** Where pages and servers are; the ports change from run to run. */
export interface Origins {
  /** Of the page. */
  readonly page: string;
  /** Of the server that the page requests. */
  readonly api: string;
  /** Of a third server, which redirects lead to. */
  readonly other: string;
}

type Place = keyof Origins;
type Header = readonly [name: string, value: string];

/** The response of a server; in a value, `PAGE` stands for the page's origin. */
interface Answer {
  readonly status: number;
  readonly headers: readonly Header[];
  /** `NEXT` stands for the URL of the next hop, `HOST` for its host. */
  readonly locations: readonly string[];
}

/** A stop on the way: the next one is where the redirect leads. */
interface Hop {
  readonly place: Place;
  readonly preflight: Answer;
  readonly actual: Answer;
}

export interface EngineCase {
  readonly id: string;
  /** Sent one after the other. */
  readonly fetches: readonly PageFetch[];
  readonly server: { readonly policy: CorsOptions; readonly actual: Answer } | { readonly hops: readonly Hop[] };
}

const PAGE = "PAGE";

const METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "patch", "put", "PURGE"];

const HINTS = ["User-Agent", "DPR", "Save-Data", "Width", "Viewport-Width", "Downlink", "RTT", "ECT", "Device-Memory"];

const requestHeaders = fc.dictionary(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.constantFrom(
        ...["X-A", "x-b", "Authorization", "Accept", "Accept-Language", "Content-Type", "Content-Language", "Range"],
      ),
    },
    fc.constantFrom(...HINTS),
  ),
  fc.constantFrom(
    "1",
    "text/plain",
    "application/json",
    "bytes=0-9",
    "bytes=-9",
    "de;q=0.5",
    "a".repeat(129),
    "(x)",
    "on",
    "4g",
    "1.5",
  ),
  { maxKeys: 3 },
);

const pageFetch: fc.Arbitrary<PageFetch> = fc
  .record({
    api: fc.oneof({ weight: 6, arbitrary: fc.constant("fetch" as const) }, fc.constant("xhr" as const)),
    hop: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.constant(1)),
    method: fc.oneof(fc.constantFrom("GET", "POST", "PUT"), fc.constantFrom(...METHODS)),
    headers: fc.oneof({ weight: 1, arbitrary: fc.constant({}) }, { weight: 2, arbitrary: requestHeaders }),
    credentials: fc.constantFrom("omit", "same-origin", "include"),
    mode: fc.oneof({ weight: 8, arbitrary: fc.constant("cors" as const) }, fc.constantFrom("no-cors", "same-origin")),
    redirect: fc.oneof({ weight: 4, arbitrary: fc.constant("follow" as const) }, fc.constantFrom("error", "manual")),
    referrerPolicy: fc.oneof(
      { weight: 8, arbitrary: fc.constant("" as const) },
      fc.constantFrom("no-referrer", "origin", "unsafe-url"),
    ),
    body: fc.constantFrom(undefined, "x", "x"),
    blobType: fc.constantFrom(undefined, undefined, "application/json", "text/plain", ""),
  })
  .map(({ body, blobType, ...rest }) => {
    const hasBody = body !== undefined && /^(?:POST|PUT|PATCH|put)$/.test(rest.method);
    // An XMLHttpRequest has neither modes, and its listener is compared without Blobs.
    if (rest.api === "xhr") {
      const plain = { ...rest, mode: "cors", redirect: "follow", referrerPolicy: "" } as const;
      return hasBody ? { ...plain, body } : plain;
    }
    if (!hasBody) return rest;
    return blobType === undefined ? { ...rest, body } : { ...rest, body, blobType };
  });

/** Some of these are what a policy sends, and most are what hand-written servers send. */
const VALUES: Readonly<Record<string, readonly string[]>> = {
  "Access-Control-Allow-Origin": [
    ...[PAGE, PAGE, PAGE, "*", "*", "null", "null"],
    ...[`${PAGE}/`, `${PAGE}, ${PAGE}`, "http://evil.example", "app.example.com", "", `TWICE ${PAGE}`, "TWICE *"],
  ],
  "Access-Control-Allow-Credentials": ["true", "true", "true", "TRUE", "false", "true, true", "TWICE true"],
  "Access-Control-Allow-Methods": [
    ...["*", "PUT, DELETE, PATCH", "put", "PUT,,", "PUT DELETE", "@", "", "PURGE", "GET, PUT", "PUT,HEAD", "*, PUT"],
    ...["TWICE PUT", "GET, POST"],
  ],
  "Access-Control-Allow-Headers": [
    ...["*", "*, Authorization", "x-a, X-B", "Content-Type, range", "x-a x-b", "authorization", "x-a,", "TWICE x-a"],
    ...["*, x-a", "content-type, x-a, x-b, authorization, accept, accept-language, range, content-language"],
  ],
  "Access-Control-Max-Age": [
    ...["600", "600", "600", "0", "-1", "abc", "5", "86400", "+600", "600.5", "1e3", "999999999999999999999", ""],
    ...["TWICE 600", "600 s", "0600", "2147483648", "-0"],
  ],
  "Access-Control-Expose-Headers": ["*", "X-Secret", "x-secret, X-Other", "x secret", "set-cookie", "ETag,", "TWICE *"],
};

/** A value that begins with `TWICE` stands for two lines. */
const toLines = (name: string, value: string): readonly Header[] => {
  const [, twice] = /^TWICE (.*)$/.exec(value) ?? [];
  return twice === undefined
    ? [[name, value]]
    : [
        [name, twice],
        [name, twice],
      ];
};

const corsHeaders = (names: readonly string[]): fc.Arbitrary<readonly Header[]> =>
  fc
    .tuple(
      ...names.map((name) =>
        fc
          .option(fc.constantFrom(...(VALUES[name] ?? [])), { freq: name.endsWith("Origin") ? 12 : 3 })
          .map((value) => (value === null ? [] : toLines(name, value))),
      ),
    )
    .map((lines) => lines.flat());

const RESPONSE_HEADERS: readonly Header[] = [
  ["Content-Type", "text/plain"],
  ["X-Secret", "1"],
  ["X-Other", "2"],
  ["ETag", '"3"'],
  ["Expires", "0"],
  ["Set-Cookie", "a=1"],
  ["Cache-Control", "no-store"],
];

/** Each names the case, so that a message about it can be compared. */
const LOCATIONS = fc.oneof(
  { weight: 8, arbitrary: fc.constant(["NEXT"]) },
  fc.constantFrom(
    ...[[], [""], ["http://"], ["NEXT", "NEXT"], ["NEXT", "/other"], ["NEXT#fragment"]],
    ...[["NEXT?\u00c3\u00a9"], ["NEXT?\u00e9"], ["http://user:password@HOST"], ["http://user@HOST"]],
    ...[["ftp://HOST"], ["data:,NEXT"], ["about:blank#NEXT"], ["blob:NEXT"], ["javascript:NEXT"], ["x:NEXT"]],
  ),
);

const actualAnswer = (statuses: readonly number[]): fc.Arbitrary<Answer> =>
  fc
    .tuple(
      fc.constantFrom(...statuses),
      corsHeaders(["Access-Control-Allow-Origin", "Access-Control-Allow-Credentials", "Access-Control-Expose-Headers"]),
      LOCATIONS,
    )
    .map(([status, headers, locations]) => ({
      status,
      headers: [...headers, ...RESPONSE_HEADERS],
      locations: status >= 300 && status < 400 ? locations : [],
    }));

const preflightAnswer: fc.Arbitrary<Answer> = fc
  .tuple(
    fc.constantFrom(204, 204, 204, 204, 204, 204, 200, 200, 200, 299, 301, 304, 403, 404, 500, 700),
    corsHeaders(Object.keys(VALUES).filter((name) => !name.includes("Expose"))),
    LOCATIONS,
  )
  .map(([status, headers, locations]) => ({ status, headers, locations: status === 301 ? locations : [] }));

const hop = (statuses: readonly number[], place: fc.Arbitrary<Place>): fc.Arbitrary<Hop> =>
  fc.record({ place, preflight: preflightAnswer, actual: actualAnswer(statuses) });

const FINAL = [200, 200, 200, 200, 201, 205, 404, 500, 700, 302];
const REDIRECTS = [300, 301, 302, 303, 303, 307, 307, 308];

const start = fc.constantFrom<Place>("api", "api", "api", "api", "page");
const anywhere = fc.constantFrom<Place>("page", "api", "other", "other");

const freeForm = fc
  .oneof(
    { weight: 4, arbitrary: fc.tuple(hop(FINAL, start)) },
    { weight: 3, arbitrary: fc.tuple(hop(REDIRECTS, start), hop(FINAL, anywhere)) },
    { weight: 1, arbitrary: fc.tuple(hop(REDIRECTS, start), hop(REDIRECTS, anywhere), hop(FINAL, anywhere)) },
  )
  .map((hops) => ({ hops: hops as readonly Hop[] }));

/** Servers that allow much, so that the cache has something to keep. */
const generous = fc
  .record({
    origin: fc.constantFrom(PAGE, PAGE, "*"),
    methods: fc.constantFrom("*", "PUT, DELETE", "PUT", "PUT, HEAD, PATCH, patch", "DELETE, PURGE"),
    names: fc.constantFrom("*", "x-a, x-b", "x-a", "authorization, content-type, x-a, x-b, range, accept"),
    maxAge: fc.constantFrom("600", "600", ...(VALUES["Access-Control-Max-Age"] ?? []), undefined),
    exposes: fc.constantFrom("*", "X-Secret"),
    // A hop that blocks from time to time shows what a failure does to the cache.
    blocks: fc.constantFrom(false, false, false, true),
    isRedirect: fc.constantFrom(false, false, true),
    place: anywhere,
    status: fc.constantFrom(...REDIRECTS),
  })
  .map(({ origin, methods, names, maxAge, exposes, blocks, isRedirect, place, status }) => {
    const shared: readonly Header[] = [
      ["Access-Control-Allow-Origin", origin],
      ["Access-Control-Allow-Credentials", "true"],
    ];
    const preflight: Answer = {
      status: 204,
      headers: [
        ...shared,
        ["Access-Control-Allow-Methods", methods],
        ["Access-Control-Allow-Headers", names],
        ...(maxAge === undefined ? [] : toLines("Access-Control-Max-Age", maxAge)),
      ],
      locations: [],
    };
    const headers = [
      ...(blocks ? [] : shared),
      ["Access-Control-Expose-Headers", exposes] as Header,
      ...RESPONSE_HEADERS,
    ];
    const last: Answer = { status: 200, headers, locations: [] };
    const open: readonly Header[] = [["Access-Control-Allow-Origin", "*"]];
    const end: Hop = {
      place,
      preflight: { ...preflight, headers: [...open, ...preflight.headers.slice(2)] },
      actual: { ...last, headers: [...open, ...headers.slice(blocks ? 0 : 2)] },
    };
    const first: Hop = {
      place: "api",
      preflight,
      actual: isRedirect ? { status, headers, locations: ["NEXT"] } : last,
    };
    return { hops: isRedirect ? [first, end] : [first] };
  });

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
  actual: actualAnswer([200, 404, 500]),
});

const engineCase = fc.record({
  fetches: fc.array(pageFetch, { minLength: 1, maxLength: 6 }),
  server: fc.oneof(
    { weight: 1, arbitrary: behindPolicy },
    { weight: 1, arbitrary: fc.record({ policy: fc.constant({ origin: "*" }), actual: actualAnswer([200]) }) },
    { weight: 4, arbitrary: freeForm },
    { weight: 4, arbitrary: generous },
  ),
}) as fc.Arbitrary<Omit<EngineCase, "id">>;

/** A session in which entries of five seconds expire: the second half waits. */
const slowCase = fc.record({
  fetches: fc.tuple(pageFetch, pageFetch, pageFetch, pageFetch).map((all) =>
    [...all].map((one, index) => ({
      ...one,
      hop: 0,
      mode: "cors" as const,
      redirect: "follow" as const,
      method: one.method === "GET" ? "PUT" : one.method,
      ...(index === 2 && { waits: true }),
    })),
  ),
  server: generous,
}) as fc.Arbitrary<Omit<EngineCase, "id">>;

/** The same cases for the same seed; the last ones wait. */
export const sampleCases = (count: number, seed: number, slow = 40): readonly EngineCase[] =>
  [...fc.sample(engineCase, { numRuns: count - slow, seed }), ...fc.sample(slowCase, { numRuns: slow, seed })].map(
    (one, index) => ({ ...one, id: String(index) }),
  );

/** Whether a page waits in the case. */
export const isSlow = ({ fetches }: EngineCase): boolean => fetches.some(({ waits }) => waits);

/** The URL of each hop of a case. */
export function urlsOf({ id, server }: EngineCase, origins: Origins): readonly string[] {
  const places: readonly Place[] = "hops" in server ? server.hops.map(({ place }) => place) : ["api"];
  const urls = places.map((place, index) => `${origins[place]}/case/${id}/${index}`);
  // A request to a hop that does not exist goes to another path of the same server.
  return [...urls, `${origins[places[0] as Place]}/case/${id}/0?again`];
}

/** The server's side of a case: the path segment after the id of the case is the hop. */
export function serverFor(
  one: EngineCase,
  origins: Origins,
): (request: Request) => Response | RawResponse | Promise<Response | RawResponse> {
  const { server } = one;
  const urls = urlsOf(one, origins);
  const respond = ({ status, headers, locations }: Answer, next: number): RawResponse => {
    const url = urls[next] ?? `${origins.other}/case/${one.id}/${next}`;
    const targets = locations.map((location) =>
      location.replace("NEXT", url).replace("HOST", url.replace(/^http:\/\//, "")),
    );
    return {
      status,
      headers: [
        ...headers.map(([name, value]) => [name, value.replaceAll(PAGE, origins.page)] as const),
        ...targets.map((target) => ["Location", target] as const),
      ],
      body: [204, 205, 304].includes(status) ? null : "body",
    };
  };
  if ("policy" in server) {
    const written = server.policy.origin as string | readonly string[];
    const origin = typeof written === "string" ? written : written.map((item) => item.replaceAll(PAGE, origins.page));
    const { status, headers, body } = respond(server.actual, 1);
    return withCors(() => new Response(body ?? null, { status, headers: [...headers] as [string, string][] }), {
      ...server.policy,
      origin,
    });
  }
  return (request) => {
    const index = Number(new URL(request.url).pathname.split("/")[3]);
    const { preflight, actual } = server.hops[index] ?? (server.hops[0] as Hop);
    return respond(request.headers.has("Access-Control-Request-Method") ? preflight : actual, index + 1);
  };
}
