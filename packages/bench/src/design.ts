import type { Answered } from "./answers.ts";

const ALL_ASKED = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";

/**
 * How an answer differs from what fetch-cors answers, to the byte: only hand-written code that does the same work counts
 * for the limit.
 */
export function differencesFrom({ workload, settings, handler, request, response }: Answered): readonly string[] {
  const allowsAny = settings.origin === "*";
  const isPreflight = workload.kind === "preflight";
  const expected = new Headers();
  if (!isPreflight) {
    for (const [name, value] of handler.headers) if (!name.startsWith("access-control-")) expected.append(name, value);
  }
  if (workload.isAllowed) {
    expected.set("access-control-allow-origin", allowsAny ? "*" : (request.headers.get("origin") ?? ""));
    if (settings.credentials) expected.set("access-control-allow-credentials", "true");
    if (isPreflight) {
      expected.set("access-control-allow-methods", settings.methods.join(", "));
      expected.set("access-control-allow-headers", allowedNames(settings.allowedHeaders, request));
      expected.set("access-control-max-age", String(settings.maxAge));
    } else {
      expected.set("access-control-expose-headers", settings.exposedHeaders.join(", "));
    }
  }
  const vary = request.method === "OPTIONS" ? ALL_ASKED : allowsAny ? "" : "Origin";
  if (vary) expected.append("vary", vary);

  const status = !isPreflight ? 200 : workload.isAllowed ? 204 : 403;
  const differences = response.status === status ? [] : [`status ${response.status}, not ${status}`];
  const lines = (headers: Headers): string[] => [...headers].map(([name, value]) => `${name}: ${value}`).sort();
  const [actual, wanted] = [lines(response.headers), lines(expected)];
  differences.push(...actual.filter((line) => !wanted.includes(line)).map((line) => `has "${line}"`));
  differences.push(...wanted.filter((line) => !actual.includes(line)).map((line) => `lacks "${line}"`));
  return differences;
}

/** The list; or what was asked for, where all is allowed with credentials. */
const allowedNames = (allowed: readonly string[], request: Request): string =>
  (allowed.includes("*") ? (request.headers.get("access-control-request-headers") ?? "").split(",") : allowed).join(
    ", ",
  );
