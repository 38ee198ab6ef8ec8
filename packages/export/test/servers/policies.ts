/** Random policies that can be exported, and raw requests to each: hits and near misses abound. */

import type { CorsOptions } from "@fetch-cors/core";
import fc from "fast-check";
import type { RawRequest } from "./exchange.ts";
import { DOWN } from "./reference.ts";
import { UPSTREAM_RESPONSES } from "./upstream.ts";

export type ListOptions = CorsOptions<"*" | readonly string[]>;

const label = fc.constantFrom("app", "api", "example", "evil", "x-1", "a_b");
const host = fc
  .tuple(fc.array(label, { minLength: 1, maxLength: 3 }), fc.constantFrom("com", "dev"))
  .map(([labels, last]) => [...labels, last].join("."));
const deepHost = fc.tuple(label, host).map(([first, rest]) => `${first}.${rest}`);
const port = fc.constantFrom("", "", ":8443", ":3000", ":1", ":65535");

const exactOrigin = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(host, port).map(([name, suffix]) => `https://${name}${suffix}`) },
  fc.constantFrom(
    "http://localhost",
    "http://localhost:3000",
    "http://127.0.0.1:3000",
    "http://[::1]:8443",
    "capacitor://localhost",
    "chrome-extension://abcdefghijklmnopabcdefghijklmnop",
    `https://${"long-label.".repeat(8)}example.com`,
  ),
);

const pattern = fc.oneof(
  fc.tuple(deepHost, port).map(([name, suffix]) => `https://*.${name}${suffix}`),
  deepHost.map((name) => `https://*.${name}:*`),
  host.map((name) => `https://${name}:*`),
  fc.constantFrom(
    "http://localhost:*",
    "http://*.localhost",
    "http://[::1]:*",
    "http://*.localhost:*",
    "tauri://app:*",
  ),
);

const names = (pool: readonly string[]): fc.Arbitrary<readonly string[]> =>
  fc.oneof(
    fc.uniqueArray(fc.constantFrom(...pool), { maxLength: 4 }),
    fc.uniqueArray(fc.constantFrom(...pool, "*"), { maxLength: 4 }),
    fc.constant(["*"]),
  );

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "X-PURGE_1.0"];
const HEADERS = ["Content-Type", "Authorization", "X-Request-Id", "x-api-key", "If-Match", "Range", "Accept"];
const EXPOSED = ["X-Request-Id", "ETag", "Content-Type", "X-Total", "Vary"];

const otherOptions = fc.record(
  {
    methods: names(METHODS),
    allowedHeaders: names(HEADERS),
    exposedHeaders: names(EXPOSED),
    maxAge: fc.integer({ min: 0, max: 86_400 }),
    preflightStatus: fc.constantFrom(200, 204, 202, 206, 226, 250, 299),
  },
  { requiredKeys: [] },
);

export const anyOptions: fc.Arbitrary<ListOptions> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .tuple(fc.array(fc.oneof(exactOrigin, pattern), { minLength: 1, maxLength: 5 }), fc.boolean(), otherOptions)
      .map(([origin, credentials, others]) => ({ ...others, origin, credentials })),
  },
  { weight: 1, arbitrary: otherOptions.map((others) => ({ ...others, origin: "*" as const })) },
);

/** An origin that an entry covers, or the entry itself. */
const coveredBy = (entry: string): fc.Arbitrary<string> =>
  fc
    .tuple(fc.array(label, { minLength: 1, maxLength: 2 }), port)
    .map(([labels, suffix]) => entry.replace("*.", `${labels.join(".")}.`).replace(/:\*$/, suffix));

/** Origins near to an allowed one, as an attacker would choose them. */
export const neighbourOf = (origin: string): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constantFrom(
      `${origin}.evil.example`,
      `${origin}/`,
      `${origin}:80`,
      `${origin}:443`,
      `${origin}:0`,
      `${origin}:08`,
      `${origin}:65536`,
      `${origin}@evil.example`,
      `${origin}, ${origin}`,
      `${origin},null`,
      `${origin}%00`,
      `${origin}x`,
      `${origin}:*`,
      `x${origin}`,
      origin.toUpperCase(),
      origin.slice(0, -1),
      origin.replace("://", "://evil."),
      origin.replace("://", "://."),
      origin.replace("://", "://evil-"),
      origin.replace("://", "://*."),
      origin.replace("://", "://user@"),
      origin.replace("://", ":/"),
      origin.replace("https", "http"),
      origin.replace("http:", "https:"),
      origin.replace(".", "x"),
      origin.replace(".", ".."),
      origin.replace("://", `://${"a.".repeat(240)}`),
      origin.replace("://", `://${"a.".repeat(256)}`),
      origin.replace("://", "://%61"),
      origin.replace("://", "://A."),
    ),
    fc
      .tuple(
        fc.nat(origin.length),
        fc.constantFrom(".", "-", "_", "a", "1", ":", "/", "#", "?", "\\", "|", '"', "'", "$", "{", "^"),
      )
      .map(([at, character]) => origin.slice(0, at) + character + origin.slice(at + 1)),
  );

const coveredOrigin = ({ origin }: ListOptions): fc.Arbitrary<string> =>
  origin === "*" ? exactOrigin : fc.constantFrom(...(origin as readonly string[])).chain(coveredBy);

export const originFor = (options: ListOptions): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 5, arbitrary: coveredOrigin(options) },
    { weight: 3, arbitrary: coveredOrigin(options).chain(neighbourOf) },
    { weight: 1, arbitrary: exactOrigin },
    { weight: 1, arbitrary: fc.constantFrom("null", "*", "https://evil.example", "NULL", "file://") },
  );

/** How an origin is written into the request: mostly as it is. */
const originLines = (options: ListOptions): fc.Arbitrary<RawRequest["lines"]> =>
  fc.tuple(originFor(options), originFor(options), fc.nat(79)).map(([origin, other, way]) => {
    const line = (value: string) => ["Origin", value] as const;
    if (way === 0) return [];
    if (way === 1) return [line("")];
    if (way === 2) return [line(origin), line(other)];
    if (way === 3) return [line(`${origin}\t`)];
    if (way === 4) return [line(`${origin}\0.evil.example`)];
    if (way === 5) return [line(`${origin}\x7f`)];
    if (way === 6) return [line(`${origin}\xe4`)];
    if (way === 7) return [line(`${origin} `)];
    if (way === 8) return [["oRIGIN", origin] as const];
    if (way < 16) return [];
    return [line(origin)];
  });

const REQUESTED_METHODS = [...METHODS, "patch", "delete", "UNLISTED", "*", "A B", "GET,PUT", "X{1}", "X'$%"];
const REQUESTED_HEADERS = [
  "",
  "x-api-key",
  "authorization",
  "authorization,content-type",
  "content-type,x-request-id",
  "X-Unlisted",
  " , x-a ,,\tx-b, ",
  "a b",
  "x-a;x-b",
  "*",
  "x-a,*",
  "x-a,AUTHORIZATION,x-b",
  "x-a, x-authorization, *x",
  "x-'$%`|~!#&+^",
  'x-"',
  "x-(a)",
  "x-{a}",
  "x-a,\xe4",
  ",",
];

const requestedLines: fc.Arbitrary<RawRequest["lines"]> = fc
  .tuple(fc.constantFrom(...REQUESTED_METHODS), fc.constantFrom(...REQUESTED_HEADERS), fc.nat(29))
  .map(([method, headers, way]) => {
    const requested = ["Access-Control-Request-Method", method] as const;
    const named = ["Access-Control-Request-Headers", headers] as const;
    if (way === 0) return [["Access-Control-Request-Method", ""] as const, named];
    if (way === 1) return [requested, ["Access-Control-Request-Method", "PUT"] as const];
    if (way === 2) return [requested, named, ["Access-Control-Request-Headers", "x-second"] as const];
    if (way === 3) return [requested, ["Access-Control-Request-Headers", "x-a,".repeat(1000)] as const];
    if (way === 4) return [requested, ["Access-Control-Request-Headers", `x-${"a".repeat(8300)}`] as const];
    if (way < 9) return [named];
    if (way < 13) return [];
    return [requested, named];
  });

/** A raw request to a server with a policy. */
export const requestFor = (options: ListOptions): fc.Arbitrary<RawRequest> =>
  fc
    .record({
      method: fc.constantFrom(
        "OPTIONS",
        "OPTIONS",
        "OPTIONS",
        "OPTIONS",
        "GET",
        "GET",
        "HEAD",
        "POST",
        "PUT",
        "DELETE",
      ),
      target: fc.oneof(
        { weight: 9, arbitrary: fc.nat(UPSTREAM_RESPONSES.length - 1).map((index) => `/case/${index}`) },
        { weight: 1, arbitrary: fc.constant(DOWN) },
      ),
      origin: originLines(options),
      requested: requestedLines,
      isPlain: fc.integer({ min: 0, max: 5 }).map((number) => number === 0),
    })
    .map(({ method, target, origin, requested, isPlain }) => ({
      method,
      target,
      lines: [...origin, ...(isPlain || method !== "OPTIONS" ? [] : requested)],
    }));
