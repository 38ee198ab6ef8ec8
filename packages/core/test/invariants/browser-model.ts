/**
 * A browser's side of the CORS protocol, as far as the invariants need it: the decision whether to send a preflight, the
 * CORS check, the CORS-preflight fetch, and the filtered response. Written from the Fetch Standard; it shares no code
 * with the library, which it is to judge.
 */

/** A server, as a browser sees it. */
export type Network = (request: Request) => Response | Promise<Response>;

/** What a page asks for. */
export interface PageRequest {
  readonly origin: string;
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly credentials: "omit" | "include";
  /** Set for uploads that are observed or streamed (#use-cors-preflight-flag). */
  readonly useCorsPreflight?: boolean;
}

/** What became of it. */
export interface Verdict {
  /** Whether the page gets the response. */
  readonly shared: boolean;
  /** Why it does not; empty where it does. */
  readonly reason: string;
  /** Whether a preflight went out. */
  readonly preflighted: boolean;
  /** The names of the headers that the page can read, in lower case. */
  readonly readable: readonly string[];
  readonly status: number;
  readonly body: string;
}

/** What earlier preflights have allowed: the CORS-preflight cache (#concept-cache), without its clock. */
export class PreflightCache {
  readonly #entries = new Set<string>();

  static #key(request: PageRequest, kind: "method" | "header", name: string): string {
    return [request.origin, request.url, request.credentials, kind, name].join(" ");
  }

  add(request: PageRequest, kind: "method" | "header", name: string): void {
    this.#entries.add(PreflightCache.#key(request, kind, name));
  }

  /** An entry with credentials also serves a request without them (#concept-cache-match). */
  has(request: PageRequest, kind: "method" | "header", name: string): boolean {
    return [request, { ...request, credentials: "include" as const }].some((asked) =>
      [name, "*"].some(
        (key) =>
          this.#entries.has(PreflightCache.#key(asked, kind, key)) &&
          (key !== "*" || (asked.credentials === "omit" && !(kind === "header" && name === "authorization"))),
      ),
    );
  }
}

const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the bytes
const UNSAFE_BYTE = /[\x00-\x08\x0a-\x1f"():<>?@[\\\]{}\x7f]/;

/** #cors-safelisted-request-header */
function isSafelisted(name: string, value: string): boolean {
  if (value.length > 128) return false;
  switch (name) {
    case "accept":
      return !UNSAFE_BYTE.test(value);
    case "accept-language":
    case "content-language":
      return /^[0-9A-Za-z *,\-.;=]*$/.test(value);
    case "content-type":
      return (
        !UNSAFE_BYTE.test(value) &&
        /^(?:application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)$/i.test(
          (value.split(";")[0] ?? "").trim(),
        )
      );
    case "range":
      return /^bytes=[0-9]+-[0-9]*$/.test(value);
    default:
      return false;
  }
}

/** #cors-unsafe-request-header-names */
export function unsafeHeaderNames(headers: Readonly<Record<string, string>>): string[] {
  const unsafe: string[] = [];
  const safe: string[] = [];
  let safeLength = 0;
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase();
    if (isSafelisted(lower, value)) {
      safe.push(lower);
      safeLength += value.length;
    } else {
      unsafe.push(lower);
    }
  }
  return [...new Set(safeLength > 1024 ? [...unsafe, ...safe] : unsafe)].sort();
}

/** #concept-method-normalize */
export const normalizeMethod = (method: string): string =>
  ["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"].find((name) => name === method.toUpperCase()) ?? method;

/** #concept-cors-check; the answer is the reason for a failure. */
function corsCheck(request: PageRequest, response: Response): string | undefined {
  const allowed = response.headers.get("access-control-allow-origin");
  if (allowed === null) return "no Access-Control-Allow-Origin";
  if (request.credentials !== "include" && allowed === "*") return undefined;
  if (allowed !== request.origin) return `Access-Control-Allow-Origin is ${allowed}`;
  if (request.credentials !== "include") return undefined;
  const credentials = response.headers.get("access-control-allow-credentials");
  return credentials === "true" ? undefined : `Access-Control-Allow-Credentials is ${credentials}`;
}

/** #extract-header-list-values for a list of tokens; `undefined` is its failure. */
function tokens(response: Response, name: string): string[] | null | undefined {
  const value = response.headers.get(name);
  if (value === null) return null;
  const list = value
    .split(",")
    .map((element) => element.replace(/^[\t ]+/, "").replace(/[\t ]+$/, ""))
    .filter((element) => element !== "");
  return list.every((element) => TOKEN.test(element)) ? list : undefined;
}

/** #cors-preflight-fetch-0; the answer is the reason for a failure. */
async function preflight(
  request: PageRequest,
  method: string,
  unsafe: readonly string[],
  network: Network,
  cache: PreflightCache,
): Promise<string | undefined> {
  const headers = new Headers({ Accept: "*/*", Origin: request.origin, "Access-Control-Request-Method": method });
  if (unsafe.length > 0) headers.set("Access-Control-Request-Headers", unsafe.join(","));
  const response = await network(new Request(request.url, { method: "OPTIONS", headers, redirect: "manual" }));
  const failure = corsCheck(request, response);
  if (failure) return `preflight: ${failure}`;
  if (response.status < 200 || response.status > 299) return `preflight: status ${response.status}`;
  let methods = tokens(response, "access-control-allow-methods");
  const names = tokens(response, "access-control-allow-headers");
  if (methods === undefined || names === undefined) return "preflight: malformed list";
  if (methods === null && request.useCorsPreflight) methods = [method];
  const allowedMethods = methods ?? [];
  const allowedNames = (names ?? []).map((name) => name.toLowerCase());
  const wildcard = request.credentials !== "include";
  if (
    !allowedMethods.includes(method) &&
    !["GET", "HEAD", "POST"].includes(method) &&
    !(wildcard && allowedMethods.includes("*"))
  ) {
    return `method ${method}`;
  }
  if (
    Object.keys(request.headers).some((name) => name.toLowerCase() === "authorization") &&
    !allowedNames.includes("authorization")
  ) {
    return "header authorization";
  }
  const denied = unsafe.find((name) => !allowedNames.includes(name) && !(wildcard && allowedNames.includes("*")));
  if (denied !== undefined) return `header ${denied}`;
  for (const name of allowedMethods) cache.add(request, "method", name);
  for (const name of allowedNames) cache.add(request, "header", name);
  return undefined;
}

/** #http-fetch for a request of mode "cors" to another origin. */
export async function fetchFromPage(
  request: PageRequest,
  network: Network,
  cache: PreflightCache = new PreflightCache(),
): Promise<Verdict> {
  const method = normalizeMethod(request.method);
  const unsafe = unsafeHeaderNames(request.headers);
  const isSafelistedMethod = ["GET", "HEAD", "POST"].includes(method);
  const preflighted =
    (!cache.has(request, "method", method) && (!isSafelistedMethod || request.useCorsPreflight === true)) ||
    unsafe.some((name) => !cache.has(request, "header", name));
  const blocked = (reason: string): Verdict => ({
    shared: false,
    reason,
    preflighted,
    readable: [],
    status: 0,
    body: "",
  });

  if (preflighted) {
    const failure = await preflight(request, method, unsafe, network, cache);
    if (failure) return blocked(failure);
  }
  const headers = new Headers({ ...request.headers, Origin: request.origin });
  const response = await network(new Request(request.url, { method, headers, redirect: "manual" }));
  const failure = corsCheck(request, response);
  if (failure) return blocked(failure);
  return {
    shared: true,
    reason: "",
    preflighted,
    readable: readableNames(request, response),
    status: response.status,
    body: await response.text(),
  };
}

/** #concept-filtered-response-cors */
function readableNames(request: PageRequest, response: Response): string[] {
  const safelisted = "cache-control content-language content-length content-type expires last-modified pragma".split(
    " ",
  );
  const exposed = (tokens(response, "access-control-expose-headers") ?? []).map((name) => name.toLowerCase());
  const all = request.credentials !== "include" && exposed.includes("*");
  return [...response.headers.keys()].filter(
    (name) => !/^set-cookie2?$/.test(name) && (all || safelisted.includes(name) || exposed.includes(name)),
  );
}
