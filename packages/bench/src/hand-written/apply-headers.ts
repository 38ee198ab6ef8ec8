import type { Policy } from "@fetch-cors/peers";
import { ALLOW_ORIGIN, mergeVary, OPTIONS_VARY } from "./header-values.ts";

/** Puts the headers of the policy on a response of the handler. */
export type ApplyHeaders = (
  request: Request,
  response: Response,
  origin: string | null,
  isAllowed: boolean,
) => Response;

const PREFIX = "access-control-";

/**
 * Changes a response in place. The first response whose headers are immutable throws. After that, responses that may be
 * immutable are copied, because an exception takes longer than the copy.
 *
 * @param isSimpler - Whether `Access-Control-*` headers of the handler stay.
 */
export function applyHeaders(policy: Policy, isSimpler: boolean): ApplyHeaders {
  const set = setter(policy);
  const change = isSimpler
    ? set
    : (headers: Headers, method: string, origin: string | null, isAllowed: boolean): void => {
        removeCorsHeaders(headers);
        set(headers, method, origin, isAllowed);
      };
  const copy = (request: Request, response: Response, origin: string | null, isAllowed: boolean): Response => {
    const headers = new Headers(response.headers);
    change(headers, request.method, origin, isAllowed);
    return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
  };
  let hasSeenImmutable = false;
  return (request, response, origin, isAllowed) => {
    if (hasSeenImmutable && mayBeImmutable(response)) return copy(request, response, origin, isAllowed);
    try {
      change(response.headers, request.method, origin, isAllowed);
      return response;
    } catch {
      hasSeenImmutable = true;
      return copy(request, response, origin, isAllowed);
    }
  };
}

const mayBeImmutable = (response: Response): boolean =>
  response.type !== "default" || (response.status >= 300 && response.status < 400);

/** `forEach` is the fastest loop over headers on Deno, and an iterator everywhere else. */
const removeCorsHeaders = "Deno" in globalThis ? removeWithForEach : removeWithIterator;

function removeWithForEach(headers: Headers): void {
  let found: string[] | undefined;
  headers.forEach((_value, name) => {
    if (name.startsWith(PREFIX)) {
      found ??= [];
      found.push(name);
    }
  });
  if (found) for (const name of found) headers.delete(name);
}

function removeWithIterator(headers: Headers): void {
  let found: string[] | undefined;
  for (const name of headers.keys()) {
    if (name.startsWith(PREFIX)) {
      found ??= [];
      found.push(name);
    }
  }
  if (found) for (const name of found) headers.delete(name);
}

function setter(policy: Policy) {
  const allowsAny = policy.origin === "*";
  const exposed = policy.exposedHeaders.join(", ");
  return (headers: Headers, method: string, origin: string | null, isAllowed: boolean): void => {
    if (isAllowed) {
      headers.set(ALLOW_ORIGIN, allowsAny ? "*" : (origin ?? ""));
      if (policy.credentials) headers.set("access-control-allow-credentials", "true");
      if (exposed) headers.set("access-control-expose-headers", exposed);
    }
    const names = method === "OPTIONS" ? OPTIONS_VARY : allowsAny ? "" : "Origin";
    if (names) {
      const current = headers.get("vary");
      headers.set("vary", current ? mergeVary(current, names) : names);
    }
  };
}
