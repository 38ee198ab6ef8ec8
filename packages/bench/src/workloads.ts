import type { Settings } from "./contender.ts";
import { fetchedHandler, ownCorsHandler, ownHeadersHandler, type PreparedHandler, plainHandler } from "./handlers.ts";

/** What is asked, of which policy, and what the handler answers. */
export interface Workload {
  readonly name: string;
  /** A preflight counts as a whole; any other request by what CORS adds to the handler. */
  readonly kind: "preflight" | "actual";
  readonly settings: () => Settings;
  /** Served in turn. */
  readonly requests: (settings: Settings) => readonly Request[];
  /** Whether the origins of the requests are allowed. */
  readonly isAllowed: boolean;
  readonly handler: () => PreparedHandler;
  /** Whether making the policy takes long, so that it is not used for warming up. */
  readonly isLarge?: boolean;
}

/** Enough to keep a cache of the last request from helping. */
const POOL = 16;
const URL = "https://api.example.com/users";

const STANDARD: Settings = {
  origin: ["https://app.example.com", "https://admin.example.com", "http://localhost:3000"],
  credentials: true,
  methods: ["GET", "HEAD", "PUT", "PATCH", "POST", "DELETE"],
  allowedHeaders: ["Content-Type", "Authorization"],
  exposedHeaders: ["X-Request-Id"],
  maxAge: 7200,
};
const PATTERN: Settings = { ...STANDARD, origin: ["https://*.preview.example.com"] };
const PUBLIC: Settings = { ...STANDARD, origin: "*", credentials: false };
const ECHO: Settings = { ...STANDARD, allowedHeaders: ["*"] };

const listOf = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `https://tenant-${index}.example.com`);
const patternsOf = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `https://*.customer-${index}.example.com`);

const strangers: readonly string[] = Array.from({ length: POOL }, (_, index) => `https://evil-${index}.example.org`);

/** Origins from all over the list, so that a search through it is measured at its average. */
function allowedBy({ origin }: Settings): readonly string[] {
  if (origin === "*") return strangers;
  return Array.from({ length: POOL }, (_, index) => {
    const one = origin[Math.floor((index * origin.length) / POOL)] ?? "";
    return one.replace("*", `branch-${index}`);
  });
}

const preflightFrom = (origin: string): Request => {
  const asks = {
    "Access-Control-Request-Method": "PUT",
    "Access-Control-Request-Headers": "authorization,content-type",
  };
  return new Request(URL, { method: "OPTIONS", headers: { Origin: origin, ...asks } });
};
/** With credentials a wildcard does not cover `Authorization`, so the echo is asked for others. */
const echoPreflightFrom = (origin: string): Request => {
  const asks = { "Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "content-type,x-trace-id" };
  return new Request(URL, { method: "OPTIONS", headers: { Origin: origin, ...asks } });
};
const getFrom = (origin: string | undefined): Request =>
  new Request(URL, { headers: { Accept: "application/json", ...(origin !== undefined && { Origin: origin }) } });

const allowedPreflight = (name: string, settings: () => Settings, from = preflightFrom): Workload => ({
  name,
  kind: "preflight",
  settings,
  requests: (made) => allowedBy(made).map(from),
  isAllowed: true,
  handler: plainHandler,
});
const allowedGet = (name: string, settings: Settings, handler = plainHandler): Workload => ({
  name,
  kind: "actual",
  settings: () => settings,
  requests: (made) => allowedBy(made).map(getFrom),
  isAllowed: true,
  handler,
});
const large = (workload: Workload): Workload => ({ ...workload, isLarge: true });

const otherwise = (name: string, kind: Workload["kind"], requests: () => readonly Request[]): Workload => ({
  name,
  kind,
  settings: () => STANDARD,
  requests,
  isAllowed: false,
  handler: plainHandler,
});

/** What is timed. */
export const WORKLOADS: readonly Workload[] = [
  allowedPreflight("preflight allowed", () => STANDARD),
  otherwise("preflight denied", "preflight", () => strangers.map(preflightFrom)),
  allowedPreflight("preflight, wildcard subdomain", () => PATTERN),
  allowedPreflight('preflight, origin "*"', () => PUBLIC),
  allowedPreflight("preflight, headers echoed", () => ECHO, echoPreflightFrom),
  allowedGet("GET allowed", STANDARD),
  otherwise("GET denied", "actual", () => strangers.map(getFrom)),
  otherwise("GET without Origin", "actual", () => strangers.map(() => getFrom(undefined))),
  allowedGet("GET, own Vary and cookies", STANDARD, ownHeadersHandler),
  allowedGet("GET, fetched response", STANDARD, fetchedHandler),
  allowedGet("GET, wildcard subdomain", PATTERN),
  allowedGet('GET, origin "*"', PUBLIC),
  allowedPreflight("preflight, 1 origin", () => ({ ...STANDARD, origin: listOf(1) })),
  allowedPreflight("preflight, 1,000 origins", () => ({ ...STANDARD, origin: listOf(1_000) })),
  large(allowedPreflight("preflight, 100,000 origins", () => ({ ...STANDARD, origin: listOf(100_000) }))),
  large(allowedPreflight("preflight, 1,000,000 origins", () => ({ ...STANDARD, origin: listOf(1_000_000) }))),
  large(allowedPreflight("preflight, 10,000 patterns", () => ({ ...STANDARD, origin: patternsOf(10_000) }))),
];

const oddOrigin = (name: string, origin: string, settings: Settings = STANDARD): Workload => ({
  ...otherwise(name, "actual", () => [getFrom(origin)]),
  settings: () => settings,
});

/** What is not timed, but has to be answered right for the times to mean anything. */
export const PROBES: readonly Workload[] = [
  allowedGet("handler sets CORS headers itself", STANDARD, ownCorsHandler),
  { ...oddOrigin("handler sets CORS headers itself, denied", strangers[0] as string), handler: ownCorsHandler },
  oddOrigin("origin that continues an allowed one", "https://app.example.com.evil.example"),
  oddOrigin("origin of another port", "https://app.example.com:8443"),
  oddOrigin("apex of a pattern", "https://preview.example.com", PATTERN),
  oddOrigin("origin that ends like a pattern", "https://evilpreview.example.com", PATTERN),
  oddOrigin("opaque origin", "null"),
  {
    ...allowedGet("plain OPTIONS", STANDARD),
    requests: (made) =>
      allowedBy(made).map((origin) => new Request(URL, { method: "OPTIONS", headers: { Origin: origin } })),
  },
];
