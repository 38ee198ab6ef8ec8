/**
 * Arbitrary policies, requests and responses. The pools of values are small, so that matches and near misses are
 * frequent.
 */
import fc from "fast-check";
import type { CorsOptions } from "../../src/index.ts";

/** The number of runs of each invariant: 1,000 in `test`, 100,000 in `test:deep`. */
export const RUNS: { readonly numRuns: number } = { numRuns: Number(process.env["FAST_CHECK_RUNS"] ?? 1000) };

let runs = 0;

/** Yields to the event loop regularly, because Node frees response bodies only then. For `beforeEach`. */
export async function yieldToEventLoop(): Promise<void> {
  runs += 1;
  if (runs % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
}

/** Options without the compiler's checks of literals. */
export type AnyOptions = CorsOptions<string | readonly string[] | ((origin: string) => boolean)>;

const LABELS = ["app", "api", "example", "evil", "x-1", "a_b"];
const label = fc.constantFrom(...LABELS);
const host = fc
  .tuple(fc.array(label, { minLength: 1, maxLength: 3 }), fc.constantFrom("com", "dev"))
  .map(([labels, last]) => [...labels, last].join("."));
const port = fc.constantFrom("", "", ":8443", ":3000", ":1", ":65535");

/** Origins that are allowed with credentials. */
export const secureOrigin: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(host, port).map(([name, suffix]) => `https://${name}${suffix}`) },
  { weight: 1, arbitrary: port.map((suffix) => `http://localhost${suffix}`) },
  { weight: 1, arbitrary: fc.constantFrom("http://127.0.0.1:3000", "http://[::1]:8443", "capacitor://localhost") },
);

const secureHost = fc.tuple(label, host).map(([first, rest]) => `${first}.${rest}`);

/** Patterns that are allowed with credentials. */
export const securePattern: fc.Arbitrary<string> = fc.oneof(
  fc.tuple(secureHost, port).map(([name, suffix]) => `https://*.${name}${suffix}`),
  secureHost.map((name) => `https://*.${name}:*`),
  host.map((name) => `https://${name}:*`),
  fc.constantFrom("http://localhost:*", "http://*.localhost", "http://[::1]:*", "http://*.localhost:*"),
);

const insecureOrigin = host.map((name) => `http://${name}`);

/** An origin that a pattern matches, or the origin itself. */
export const coveredBy = (entry: string): fc.Arbitrary<string> =>
  fc
    .tuple(fc.array(label, { minLength: 1, maxLength: 2 }), port)
    .map(([labels, suffix]) => entry.replace("*.", `${labels.join(".")}.`).replace(/:\*$/, suffix));

/**
 * Whether an entry matches an origin, implemented differently than in the library: as an anchored regular expression.
 */
export const covers = (entry: string, origin: string): boolean => {
  const escaped = entry.replace(/[.+?^${}()|[\]\\/-]/g, "\\$&");
  const source = escaped
    .replace("*\\.", "(?:[a-z0-9_-]+\\.)+")
    .replace(/:\*$/, `(?::(?!0)(?!${entry.startsWith("http:") ? 80 : 443}$)[0-9]{1,5})?`);
  return new RegExp(`^${source}$`).test(origin) && Number(/:(\d+)$/.exec(origin)?.[1] ?? 0) <= 65_535;
};

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "X-PURGE!"];
const HEADERS = ["Content-Type", "Authorization", "X-Request-Id", "X-Api-Key", "If-Match", "Range", "Accept"];
const EXPOSED = ["X-Request-Id", "ETag", "Content-Type", "X-Total", "Vary"];

const names = (pool: readonly string[]): fc.Arbitrary<readonly string[]> =>
  fc.oneof(
    fc.uniqueArray(fc.constantFrom(...pool), { maxLength: 4 }),
    fc.uniqueArray(fc.constantFrom(...pool, "*"), { maxLength: 4 }),
    fc.constant(["*"]),
  );

/** Every option except `origin` and `credentials`. */
const otherOptions = fc.record(
  {
    methods: names(METHODS),
    allowedHeaders: names(HEADERS),
    exposedHeaders: names(EXPOSED),
    maxAge: fc.integer({ min: 0, max: 86_400 }),
    preflightStatus: fc.constantFrom(200, 204, 299),
  },
  { requiredKeys: [] },
);

const originList = fc.array(fc.oneof(secureOrigin, securePattern), { minLength: 1, maxLength: 4 });

/** Options with a list of origins. */
export const listOptions: fc.Arbitrary<AnyOptions & { origin: readonly string[] }> = fc
  .tuple(originList, fc.array(insecureOrigin, { maxLength: 1 }), fc.boolean(), otherOptions)
  .map(([origins, insecure, credentials, others]) => ({
    ...others,
    origin: [...origins, ...insecure],
    credentials,
    dangerouslyAllowInsecureOrigins: insecure.length > 0,
  }));

/** Options of every kind: a list, the wildcard or a predicate. */
export const anyOptions: fc.Arbitrary<AnyOptions> = fc.oneof(
  { weight: 4, arbitrary: listOptions },
  { weight: 1, arbitrary: otherOptions.map((others) => ({ ...others, origin: "*" })) },
  {
    weight: 1,
    arbitrary: fc.tuple(otherOptions, fc.boolean(), fc.constantFrom("app", "")).map(([others, credentials, part]) => ({
      ...others,
      credentials,
      origin: (origin: string) => origin.includes(part),
    })),
  },
);

/** An origin as a browser sends it: allowed by `options`, similar to an allowed one, or any other. */
export const originFor = (options: AnyOptions): fc.Arbitrary<string> =>
  fc.oneof(
    ...(Array.isArray(options.origin)
      ? [fc.constantFrom(...(options.origin as readonly string[])).chain(coveredBy)]
      : []),
    secureOrigin,
    insecureOrigin,
    fc.constantFrom("null", "https://app.example.com", "https://evil.example", "x-app://Ab.C"),
  );

/** The response of a handler. Some have CORS headers, `Vary` or cookies. */
export interface HandlerResponse {
  readonly status: number;
  readonly statusText: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | null;
}

export const handlerResponse: fc.Arbitrary<HandlerResponse> = fc.record({
  status: fc.constantFrom(200, 201, 302, 404, 500),
  statusText: fc.constantFrom("", "Fine"),
  headers: fc.array(
    fc.constantFrom<readonly [string, string]>(
      ["Content-Type", "text/plain"],
      ["X-Request-Id", "7"],
      ["ETag", '"1"'],
      ["Set-Cookie", "a=1; Path=/"],
      ["Set-Cookie", "b=2, c"],
      ["Vary", "Accept-Encoding"],
      ["Vary", "origin"],
      ["Vary", "*"],
      ["Access-Control-Allow-Origin", "https://evil.example"],
      ["Access-Control-Allow-Credentials", "true"],
      ["Access-Control-Expose-Headers", "X-Secret"],
      ["Access-Control-Made-Up", "1"],
    ),
    { maxLength: 6 },
  ),
  body: fc.option(fc.string({ maxLength: 20 })),
});

export const respond = ({ status, statusText, headers, body }: HandlerResponse): Response =>
  new Response(body, {
    status,
    statusText,
    headers: headers.map(([name, value]) => [name, value] as [string, string]),
  });

/** The method of a page's request. */
export const pageMethod: fc.Arbitrary<string> = fc.constantFrom(...METHODS, "patch", "delete", "post", "UNLISTED");
export const pageHeaders: fc.Arbitrary<Record<string, string>> = fc.dictionary(
  fc.constantFrom(...HEADERS, "x-api-key", "X-Unlisted", "Accept-Language", "Content-Language"),
  fc.constantFrom("1", "text/plain", "application/json", "bytes=0-10", "bytes=-5", "a".repeat(129), "de, en;q=0.5"),
  { maxKeys: 4 },
);

/** A request as a server receives it, from a browser or another client. */
export interface Incoming {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
}

export const toRequest = ({ method, headers }: Incoming): Request =>
  new Request("https://api.example.com/items?page=1", { method, headers });

/** See https://fetch.spec.whatwg.org/#cors-preflight-request. */
export const isPreflight = ({ method, headers }: Incoming): boolean =>
  method === "OPTIONS" && headers["Origin"] !== undefined && headers["Access-Control-Request-Method"] !== undefined;

/** Requests of all kinds: preflights, CORS requests, plain OPTIONS requests, and requests without Origin. */
export const incomingFor = (options: AnyOptions): fc.Arbitrary<Incoming> =>
  fc
    .record(
      {
        method: fc.constantFrom("GET", "POST", "DELETE", "OPTIONS", "OPTIONS", "HEAD"),
        origin: originFor(options),
        requestedMethod: pageMethod,
        requestedHeaders: fc.constantFrom("", "x-api-key", "authorization,content-type", "x-unlisted", ", a b", "*"),
      },
      { requiredKeys: ["method"] },
    )
    .map(({ method, origin, requestedMethod, requestedHeaders }) => ({
      method,
      headers: {
        ...(origin === undefined ? {} : { Origin: origin }),
        ...(requestedMethod === undefined ? {} : { "Access-Control-Request-Method": requestedMethod }),
        ...(requestedHeaders === undefined ? {} : { "Access-Control-Request-Headers": requestedHeaders }),
      },
    }));

/** The options of a policy, and one request. */
export const scenario: fc.Arbitrary<readonly [AnyOptions, Incoming]> = anyOptions.chain((options) =>
  fc.tuple(fc.constant(options), incomingFor(options)),
);

/** The `Access-Control-*` headers of a response. */
export const corsHeaders = (response: Response): string[] =>
  [...response.headers.keys()].filter((name) => name.startsWith("access-control-"));

/** The names in `Vary`, as a cache compares them. */
export const varyOf = (response: Response): string[] =>
  (response.headers.get("vary") ?? "")
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name, index, all) => name !== "" && all.indexOf(name) === index)
    .sort();
