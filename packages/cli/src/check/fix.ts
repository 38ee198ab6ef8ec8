import { type BlockedCode, createBrowser, type HeaderLine } from "@fetch-cors/browser";
import { CorsConfigError, type CorsOptions, type CorsPolicy, definePolicy, withCors } from "@fetch-cors/core";
import { capitalize } from "../header-lines.ts";
import type { PageRequest } from "./page-request.ts";

/** A policy that allows a request, and the header lines that it adds. */
export interface Fix {
  readonly options: CorsOptions;
  readonly policy: CorsPolicy;
  /** The lines of the response to the preflight; `undefined` if the request needs none. */
  readonly preflight: readonly HeaderLine[] | undefined;
  /** The lines of the response to the request. */
  readonly actual: readonly HeaderLine[];
}

/** Causes that no CORS header can fix. */
const NOT_BY_HEADERS: ReadonlySet<string> = new Set<BlockedCode | "mixed-content">([
  ...([
    "mixed-content",
    "preflight-redirect",
    "redirect-with-credentials",
    "invalid-redirect",
    "multiple-locations",
  ] as const),
  ...(["unsafe-redirect", "too-many-redirects", "bad-port", "network-error", "unsupported-scheme"] as const),
]);

/** Whether a policy can fix a block with this code. */
export const isFixedByPolicy = (code: string): boolean => !NOT_BY_HEADERS.has(code);

const DEFAULT_METHODS = /^(?:GET|HEAD|QUERY|PUT|PATCH|POST|DELETE)$/;

/** The narrowest options that allow a request whose preflight lists `headerNames`. */
function optionsFor({ method, credentials }: PageRequest, origin: string, headerNames: readonly string[]): CorsOptions {
  return {
    origin: origin === "null" ? "*" : [origin],
    ...(credentials === "include" && origin !== "null" && { credentials: true }),
    ...(!DEFAULT_METHODS.test(method) && { methods: ["GET", "HEAD", "POST", method] }),
    ...(headerNames.length > 0 && { allowedHeaders: headerNames }),
  } as CorsOptions;
}

/** Compiles the options, with the option for insecure origins if it is needed. */
function define(options: CorsOptions): { readonly options: CorsOptions; readonly policy: CorsPolicy } | undefined {
  try {
    return { options, policy: definePolicy(options) };
  } catch (error) {
    if (!(error instanceof CorsConfigError)) throw error;
    const isInsecure = error.issues.every(({ code }) => code === "insecure-origin-with-credentials");
    return isInsecure && !options.dangerouslyAllowInsecureOrigins
      ? define({ ...options, dangerouslyAllowInsecureOrigins: true })
      : undefined;
  }
}

const spelled = (name: string, { headers }: PageRequest): string =>
  headers.find(([one]) => one.toLowerCase() === name)?.[0] ?? capitalize(name);

/** Sends a page's request to a server in this process. Returns whether the page gets the response. */
function send(
  { url, method, headers, credentials, body }: PageRequest,
  origin: string,
  server: (request: Request) => Response,
): Promise<boolean> {
  const init = { method, headers: headers.map(([name, value]): [string, string] => [name, value]), credentials };
  return createBrowser({ origin, network: server })
    .fetch(url, { ...init, ...(body && { body }) })
    .then(
      () => true,
      () => false,
    );
}

/** The header names that the request's preflight lists. */
async function requestedNames(request: PageRequest, origin: string): Promise<readonly string[]> {
  let requested = "";
  await send(request, origin, ({ headers }) => {
    requested = headers.get("Access-Control-Request-Headers") ?? "";
    return new Response(null);
  });
  return requested
    .split(",")
    .filter(Boolean)
    .map((name) => spelled(name, request));
}

/**
 * Returns a policy that allows a request, verified with the simulated browser; `undefined` if no policy does, because
 * an opaque origin never gets credentials.
 */
export async function fixFor(request: PageRequest, origin: string): Promise<Fix | undefined> {
  if (origin === "null" && request.credentials === "include") return undefined;
  const defined = define(optionsFor(request, origin, await requestedNames(request, origin)));
  if (!defined) return undefined;
  const lines: { preflight: HeaderLine[] | undefined; actual: HeaderLine[] } = { preflight: undefined, actual: [] };
  const answer = withCors(() => new Response(null), defined.policy);
  const isShared = await send(request, origin, (sent) => {
    const response = answer(sent) as Response;
    const kind = sent.headers.has("Access-Control-Request-Method") ? "preflight" : "actual";
    lines[kind] = Array.from(response.headers, ([name, value]) => [capitalize(name), value] as const);
    return response;
  });
  return isShared ? { ...defined, ...lines } : undefined;
}
