import type { Exchange } from "./log.ts";

/** A problem that browsers do not report. */
export interface Advice {
  readonly code: "missing-vary" | "echoes-every-origin" | "no-max-age" | "duplicate-header";
  /** The URL of the exchange that shows the problem. */
  readonly url: string;
  /** A sentence that states the problem. */
  readonly problem: string;
  /** The change to make. */
  readonly fix: string;
}

type Answered = Exchange & { readonly response: NonNullable<Exchange["response"]> };

const hasResponse = (exchange: Exchange): exchange is Answered => exchange.response !== undefined;

const get = ({ response }: Answered, name: string): string | null => response.headers.get(name);

const originOf = ({ request }: Exchange): string | null => request.headers.get("Origin");

const varies = (exchange: Answered): boolean =>
  (get(exchange, "Vary") ?? "").split(",").some((name) => /^(?:\*|origin)$/i.test(name.trim()));

/** Whether the server sends the same value to a different origin, as other exchanges with the URL show. */
function isConstant(exchange: Answered, all: readonly Answered[]): boolean {
  const allowed = get(exchange, "Access-Control-Allow-Origin");
  return all.some(
    (other) =>
      other.request.url === exchange.request.url &&
      originOf(other) !== originOf(exchange) &&
      get(other, "Access-Control-Allow-Origin") === allowed,
  );
}

function missingVary(all: readonly Answered[]): Advice[] {
  return all
    .filter((exchange) => {
      const allowed = get(exchange, "Access-Control-Allow-Origin");
      const dependsOnOrigin = allowed !== null && allowed !== "*" && allowed === originOf(exchange);
      return dependsOnOrigin && !varies(exchange) && !isConstant(exchange, all);
    })
    .map(({ request }) => ({
      code: "missing-vary",
      url: request.url,
      problem: `The response to ${request.method} ${request.url} allows the origin of the request, but its Vary does not contain Origin, so a cache can serve it to a different origin`,
      fix: 'Send "Vary: Origin" on every response for this resource, even if the origin is denied or absent',
    }));
}

/** The last two labels of the host; unrelated origins differ in them. */
const siteOf = (origin: string): string =>
  origin
    .replace(/^.*:\/\//, "")
    .replace(/:\d+$/, "")
    .split(".")
    .slice(-2)
    .join(".");

/** If two unrelated origins are allowed with credentials, and none is denied, the server echoes every origin. */
function echoesEveryOrigin(all: readonly Answered[]): Advice[] {
  const echoes = all.filter(
    (exchange) =>
      originOf(exchange) !== null &&
      get(exchange, "Access-Control-Allow-Origin") === originOf(exchange) &&
      get(exchange, "Access-Control-Allow-Credentials") === "true",
  );
  const [first] = echoes;
  const origins = new Set(echoes.map((exchange) => String(originOf(exchange))));
  const sites = new Set([...origins].map(siteOf));
  const denied = all.some((exchange) => originOf(exchange) !== null && !get(exchange, "Access-Control-Allow-Origin"));
  if (!first || denied || (sites.size < 2 && !origins.has("null"))) return [];
  return [
    {
      code: "echoes-every-origin",
      url: first.request.url,
      problem: `The server allows credentials for every origin: ${[...origins].join(", ")}`,
      fix: "Compare the origin with a list before you echo it, so that only pages that you trust can act with the user's cookies",
    },
  ];
}

function noMaxAge(all: readonly Answered[]): Advice[] {
  return all
    .filter((exchange) => exchange.kind === "preflight" && exchange.verdict === "allowed")
    .filter((exchange) => get(exchange, "Access-Control-Max-Age") === null)
    .map(({ request }) => ({
      code: "no-max-age",
      url: request.url,
      problem: `The response to the preflight for ${request.url} has no Access-Control-Max-Age, so browsers cache it for 5 seconds`,
      fix: 'Send "Access-Control-Max-Age: 600", which every browser honors in full',
    }));
}

/** Headers that must have a single line, because browsers read them as one value. */
const isSingle = (name: string): boolean => name.startsWith("access-control-") || name === "location";

function duplicateHeader(all: readonly Answered[]): Advice[] {
  return all.flatMap(({ request, response }) => {
    const counts = new Map<string, number>();
    for (const [name] of response.headerLines) {
      const key = name.toLowerCase();
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const repeated = [...counts].filter(([name, count]) => count > 1 && isSingle(name));
    return repeated.map(([name, count]) => ({
      code: "duplicate-header" as const,
      url: request.url,
      problem: `The response to ${request.method} ${request.url} has ${count} lines of ${name}, so two programs set it`,
      fix: `Set ${name} in one program: remove it from the application or from the proxy`,
    }));
  });
}

/**
 * Finds problems that browsers do not report: a missing `Vary`, an echo of every origin with credentials, a preflight
 * response without `Access-Control-Max-Age`, and several lines of one header.
 *
 * Each problem is reported once for each URL. Pass the logs of pages from two unrelated origins to find a server that
 * echoes every origin.
 *
 * @param logs - The logs of one or more simulated browsers.
 * @returns The problems; empty if there are none.
 *
 * @example
 * ```ts
 * import { adviceFor, createBrowser } from "@fetch-cors/browser";
 *
 * const network = (request: Request) =>
 *   new Response("hello", { headers: { "Access-Control-Allow-Origin": request.headers.get("Origin") ?? "*" } });
 * const page = createBrowser({ origin: "https://app.example.com", network });
 * await page.fetch("https://api.example.com/");
 *
 * adviceFor(page.log).map(({ code }) => code); // → ["missing-vary"]
 * ```
 */
export function adviceFor(...logs: readonly (readonly Exchange[])[]): readonly Advice[] {
  const all = logs.flat().filter(hasResponse);
  const found = [missingVary, echoesEveryOrigin, noMaxAge, duplicateHeader].flatMap((find) => find(all));
  const unique = new Map(found.map((advice) => [`${advice.code} ${advice.url} ${advice.problem}`, advice]));
  return [...unique.values()];
}
