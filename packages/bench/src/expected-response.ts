import type { Exchange } from "@fetch-cors/peers";

const isCorsOrVary = (name: string): boolean => name === "vary" || name.startsWith("access-control-");

const OPTIONS_VARY = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";

/**
 * Lists the differences of a response from the response of core: its status, its CORS headers byte for byte, and the
 * names in `Vary` in any order.
 */
export function differencesFromCore(exchange: Exchange): readonly string[] {
  const { scenario, handler, response } = exchange;
  const isPreflight = scenario.kind === "preflight";
  const status = !isPreflight ? handler.status : scenario.isAllowed ? 204 : 403;
  const differences = response.status === status ? [] : [`status ${response.status}, not ${status}`];
  const lines = (headers: Headers): string[] =>
    [...headers]
      .filter(([name]) => isCorsOrVary(name))
      .map(([name, value]) => `${name}: ${name === "vary" ? value.split(", ").sort().join(", ") : value}`);
  const [actual, expected] = [lines(response.headers), lines(expectedHeaders(exchange))];
  differences.push(...actual.filter((line) => !expected.includes(line)).map((line) => `has "${line}"`));
  differences.push(...expected.filter((line) => !actual.includes(line)).map((line) => `lacks "${line}"`));
  return differences;
}

function expectedHeaders({ scenario, policy, handler, request }: Exchange): Headers {
  const allowsAny = policy.origin === "*";
  const isPreflight = scenario.kind === "preflight";
  const expected = new Headers();
  if (!isPreflight) {
    for (const [name, value] of handler.headers) if (name === "vary") expected.append(name, value);
  }
  if (scenario.isAllowed) {
    expected.set("access-control-allow-origin", allowsAny ? "*" : (request.headers.get("origin") ?? ""));
    if (policy.credentials) expected.set("access-control-allow-credentials", "true");
    if (isPreflight) {
      expected.set("access-control-allow-methods", policy.methods.join(", "));
      expected.set("access-control-allow-headers", allowedNames(policy.allowedHeaders, request));
      expected.set("access-control-max-age", String(policy.maxAge));
    } else {
      expected.set("access-control-expose-headers", policy.exposedHeaders.join(", "));
    }
  }
  const vary = request.method === "OPTIONS" ? OPTIONS_VARY : allowsAny ? "" : "Origin";
  if (vary) expected.append("vary", vary);
  return expected;
}

/** The listed names, or the requested ones if they are echoed. */
const allowedNames = (allowed: readonly string[], request: Request): string =>
  (allowed.includes("*") ? (request.headers.get("access-control-request-headers") ?? "").split(",") : allowed).join(
    ", ",
  );
