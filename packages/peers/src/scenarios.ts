import {
  fetchedHandler,
  ownCorsHandler,
  ownHeadersHandler,
  type PreparedHandler,
  plainHandler,
  redirectHandler,
} from "./handlers.ts";
import type { Policy } from "./peer.ts";

/** Requests under a policy, and the handler behind it. */
export interface Scenario {
  readonly name: string;
  readonly kind: "preflight" | "actual";
  readonly policy: () => Policy;
  /** The requests are sent in turn. */
  readonly requests: (policy: Policy) => readonly Request[];
  /** Whether the policy allows the origins of the requests. */
  readonly isAllowed: boolean;
  readonly handler: () => PreparedHandler;
  /** Whether the policy has so many origins that compiling it takes long. */
  readonly isLarge?: boolean;
}

/** The number of different requests. A cache of the last request does not help. */
const POOL = 16;
const URL = "https://api.example.com/users";

const STANDARD: Policy = {
  origin: ["https://app.example.com", "https://admin.example.com", "http://localhost:3000"],
  credentials: true,
  methods: ["GET", "HEAD", "PUT", "PATCH", "POST", "DELETE"],
  allowedHeaders: ["Content-Type", "Authorization"],
  exposedHeaders: ["X-Request-Id"],
  maxAge: 7200,
};
const PATTERN: Policy = { ...STANDARD, origin: ["https://*.preview.example.com"] };
const PUBLIC: Policy = { ...STANDARD, origin: "*", credentials: false };
const ECHO: Policy = { ...STANDARD, allowedHeaders: ["*"] };

const listOf = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `https://tenant-${index}.example.com`);
const patternsOf = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `https://*.customer-${index}.example.com`);

const unknownOrigins: readonly string[] = Array.from(
  { length: POOL },
  (_, index) => `https://evil-${index}.example.org`,
);

/** Origins from the whole list, so that a linear search takes its average time. */
function allowedBy({ origin }: Policy): readonly string[] {
  if (origin === "*") return unknownOrigins;
  return Array.from({ length: POOL }, (_, index) => {
    const one = origin[Math.floor((index * origin.length) / POOL)] ?? "";
    return one.replace("*", `branch-${index}`);
  });
}

const preflightFrom = (origin: string): Request => {
  const headers = {
    "Access-Control-Request-Method": "PUT",
    "Access-Control-Request-Headers": "authorization,content-type",
  };
  return new Request(URL, { method: "OPTIONS", headers: { Origin: origin, ...headers } });
};
/** With credentials an echo does not cover `Authorization`, so this preflight requests other headers. */
const echoPreflightFrom = (origin: string): Request => {
  const headers = {
    "Access-Control-Request-Method": "PUT",
    "Access-Control-Request-Headers": "content-type,x-trace-id",
  };
  return new Request(URL, { method: "OPTIONS", headers: { Origin: origin, ...headers } });
};
const getFrom = (origin: string | undefined): Request =>
  new Request(URL, { headers: { Accept: "application/json", ...(origin !== undefined && { Origin: origin }) } });

const allowedPreflight = (name: string, policy: () => Policy, from = preflightFrom): Scenario => ({
  name,
  kind: "preflight",
  policy,
  requests: (policy) => allowedBy(policy).map(from),
  isAllowed: true,
  handler: plainHandler,
});
const allowedGet = (name: string, policy: Policy, handler = plainHandler): Scenario => ({
  name,
  kind: "actual",
  policy: () => policy,
  requests: (policy) => allowedBy(policy).map(getFrom),
  isAllowed: true,
  handler,
});
const large = (scenario: Scenario): Scenario => ({ ...scenario, isLarge: true });

const denied = (name: string, kind: Scenario["kind"], requests: () => readonly Request[]): Scenario => ({
  name,
  kind,
  policy: () => STANDARD,
  requests,
  isAllowed: false,
  handler: plainHandler,
});

/** The scenarios of the benchmark. */
export const WORKLOADS: readonly Scenario[] = [
  allowedPreflight("preflight allowed", () => STANDARD),
  denied("preflight denied", "preflight", () => unknownOrigins.map(preflightFrom)),
  allowedPreflight("preflight, wildcard subdomain", () => PATTERN),
  allowedPreflight('preflight, origin "*"', () => PUBLIC),
  allowedPreflight("preflight, headers echoed", () => ECHO, echoPreflightFrom),
  allowedGet("GET allowed", STANDARD),
  denied("GET denied", "actual", () => unknownOrigins.map(getFrom)),
  denied("GET without Origin", "actual", () => unknownOrigins.map(() => getFrom(undefined))),
  allowedGet("GET, own Vary and cookies", STANDARD, ownHeadersHandler),
  allowedGet("GET, fetched response", STANDARD, fetchedHandler),
  allowedGet("GET, redirect", STANDARD, redirectHandler),
  allowedGet("GET, wildcard subdomain", PATTERN),
  allowedGet('GET, origin "*"', PUBLIC),
  allowedPreflight("preflight, 1,000 origins", () => ({ ...STANDARD, origin: listOf(1_000) })),
  large(allowedPreflight("preflight, 1,000,000 origins", () => ({ ...STANDARD, origin: listOf(1_000_000) }))),
  large(allowedPreflight("preflight, 10,000 patterns", () => ({ ...STANDARD, origin: patternsOf(10_000) }))),
];

const deniedOrigin = (name: string, origin: string, policy: Policy = STANDARD): Scenario => ({
  ...denied(name, "actual", () => [getFrom(origin)]),
  policy: () => policy,
});

/** Scenarios that are checked and not timed. */
export const EDGE_CASES: readonly Scenario[] = [
  allowedGet("handler sets CORS headers itself", STANDARD, ownCorsHandler),
  { ...deniedOrigin("handler sets CORS headers itself, denied", unknownOrigins[0] as string), handler: ownCorsHandler },
  deniedOrigin("origin that starts with an allowed one", "https://app.example.com.evil.example"),
  deniedOrigin("allowed host with a different port", "https://app.example.com:8443"),
  deniedOrigin("apex of a pattern", "https://preview.example.com", PATTERN),
  deniedOrigin("origin that ends like a pattern", "https://evilpreview.example.com", PATTERN),
  deniedOrigin("opaque origin", "null"),
  {
    ...allowedGet("plain OPTIONS", STANDARD),
    requests: (policy) =>
      allowedBy(policy).map((origin) => new Request(URL, { method: "OPTIONS", headers: { Origin: origin } })),
  },
];
