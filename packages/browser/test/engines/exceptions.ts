/**
 * Where an engine is known to differ from the Fetch Standard. An exception explains the first line on the wire that differs;
 * what follows in that case depends on it, and is not compared.
 */
import type { EngineCase } from "./cases.ts";
import type { Trace } from "./compare.ts";
import type { Engine } from "./engines.ts";

/** The first difference on the wire: what the engine sent, what the simulated browser sent, and what both sent before. */
interface Difference {
  readonly real: string;
  readonly simulated: string;
  readonly before: string;
  /** What the server answers, as text. */
  readonly server: string;
}

export interface EngineException {
  readonly engines: readonly Engine["name"][];
  readonly name: string;
  /** What the engine does, and what the standard says. */
  readonly explanation: string;
  readonly explains: (difference: Difference) => boolean;
}

const isPreflight = (line: string): boolean => line.startsWith("OPTIONS ") && !line.includes("request-method=-");
const isAfterRedirect = (line: string): boolean => / \/case\/\d+\/1 /.test(line);
const asksForAuthorization = (line: string): boolean => /request-headers=\S*authorization/.test(line);

/** Whether `preflight` asks for what `request` is. */
const isPreflightOf = (preflight: string, request: string): boolean => {
  const [, path, method] = /^OPTIONS (\S+) .*request-method=(\S+)/.exec(preflight) ?? [];
  return isPreflight(preflight) && !isPreflight(request) && request.startsWith(`${method} ${path} `);
};

const savesPreflight = ({ real, simulated }: Difference): boolean => isPreflightOf(simulated, real);

export const EXCEPTIONS: readonly EngineException[] = [
  {
    engines: ["chromium", "firefox", "webkit"],
    name: "lets the wildcard cover Authorization",
    explanation:
      "`*` in Access-Control-Allow-Headers does not cover `Authorization` (#cors-non-wildcard-request-header-name); all three engines still let it.",
    explains: ({ real, before }) => asksForAuthorization(before) && isPreflightOf(before, real) && !real.endsWith("=-"),
  },
  {
    engines: ["chromium", "webkit"],
    name: "keeps the preflight cache after a failure",
    explanation:
      "Where the response to the actual request fails the CORS check, the standard clears the entries for it (#concept-main-fetch); the engine keeps them, and sends no new preflight.",
    explains: (difference) => savesPreflight(difference) && !isPreflight(difference.before),
  },
  {
    engines: ["webkit"],
    name: "caches a preflight that did not allow the request",
    explanation:
      "Where a preflight passes the CORS check but does not allow the method or a header, the standard stores nothing (#cors-preflight-fetch-0); the engine stores what it does allow, and a later request for that needs no preflight.",
    explains: (difference) => savesPreflight(difference) && isPreflight(difference.before),
  },
  {
    engines: ["firefox"],
    name: "does not keep a wildcard",
    explanation:
      "An entry for `*` in the preflight cache matches every name in the standard (#concept-cache-match-method); the engine sends a new preflight for each name that was not listed.",
    explains: ({ real, simulated }) => isPreflightOf(real, simulated) && !isAfterRedirect(real),
  },
  {
    engines: ["firefox"],
    name: "preflights a redirected request as if it were the first",
    explanation:
      "After a redirect to another origin the standard sends a preflight only if the request still needs one, and `Origin: null` with it (#concept-http-redirect-fetch); the engine always does, with the page's origin.",
    explains: ({ real }) => isAfterRedirect(real) && isPreflight(real) && real.includes("origin=http"),
  },
  {
    engines: ["webkit"],
    name: "preflights a redirected request that no longer needs it",
    explanation:
      "After a 303, or a redirect to another origin that takes `Authorization` off the request, the standard sends a preflight only if what is left needs one (#concept-http-redirect-fetch); the engine still does.",
    explains: ({ real, simulated }) =>
      isAfterRedirect(real) && (isPreflightOf(real, simulated) || (isPreflight(real) && asksForAuthorization(real))),
  },
  {
    engines: ["chromium", "webkit"],
    name: "takes a negative max-age for 0",
    explanation:
      "`Access-Control-Max-Age: -1` is no number of seconds, so that the standard falls back to 5 (#cors-preflight-fetch-0); the engine stores nothing, and sends a new preflight.",
    explains: ({ real, simulated, server }) =>
      isPreflightOf(real, simulated) && server.includes('"Access-Control-Max-Age","-1"'),
  },
  {
    engines: ["webkit"],
    name: "keeps Origin on a redirected POST that became a GET",
    explanation:
      "A GET of mode `no-cors` carries no `Origin` (#append-a-request-origin-header); the engine leaves on the one that the POST before the redirect had.",
    explains: ({ real, simulated }) =>
      isAfterRedirect(real) && /^GET .* origin=http/.test(real) && simulated === real.replace(/origin=\S+/, "origin=-"),
  },
];

/** The first line on the wire that differs; `undefined` where only what the page saw does. */
export function firstDifference(one: EngineCase, real: Trace, simulated: Trace): Difference | undefined {
  const index = real.wire.findIndex((line, at) => line !== simulated.wire[at]);
  const at = index < 0 && simulated.wire.length > real.wire.length ? real.wire.length : index;
  if (at < 0) return undefined;
  return {
    real: real.wire[at] ?? "",
    simulated: simulated.wire[at] ?? "",
    before: real.wire[at - 1] ?? "",
    server: JSON.stringify(one.server),
  };
}
