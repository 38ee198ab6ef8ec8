import { workStore } from "./work-store.ts";

/**
 * Returns a function that warns, once, about a route whose policy cannot work.
 *
 * Under `dynamic = "force-static"`, a handler receives requests without headers. Its policy cannot read `Origin`, so
 * the responses have no CORS headers. Only the public policy (`origin: "*"`) needs no headers, except to answer a
 * preflight.
 *
 * @param policy - Policy options, a compiled policy, or a policy function.
 */
export function warnOfHiddenHeaders(policy: unknown): (request: Request) => void {
  const isStatic = isPublic(policy);
  let isWarned = false;
  return (request) => {
    const { forceStatic, route } = workStore() ?? {};
    if (isWarned || !forceStatic || (isStatic && request.method !== "OPTIONS")) return;
    isWarned = true;
    console.warn(
      `${route} has dynamic = "force-static", so Next.js hides the headers of its requests, and the CORS policy cannot ` +
        "see the Origin: responses lack their CORS headers, and preflights fail; remove the policy from the route, and " +
        "write `export const proxy = corsProxy(policy)` in proxy.ts, where the headers are visible",
    );
  };
}

/** Whether the policy has `origin: "*"`. A policy function can return a different policy for each request. */
function isPublic(policy: unknown): boolean {
  const { options = policy } = Object(policy);
  const { origin } = Object(options);
  return origin === "*" || (Array.isArray(origin) && origin[0] === "*");
}
