import type { IncomingMessage, ServerResponse } from "node:http";
import type { Policy } from "@fetch-cors/peers";
import { echoedHeaders } from "./echo.ts";
import { ALLOW_HEADERS, ALLOW_ORIGIN, constantHeaders, mergeVary, OPTIONS_VARY } from "./header-values.ts";
import { lookupFor } from "./lookup.ts";

type Middleware = (req: IncomingMessage, res: ServerResponse, next: () => void) => void;

const isCorsHeader = (name: string): boolean => name.toLowerCase().startsWith("access-control-");

/** A middleware of `node:http` for one policy. It adds the headers when the response is sent. */
export function middleware(policy: Policy): Middleware {
  const allows = lookupFor(policy.origin);
  const allowsAny = policy.origin === "*";
  const constant = Object.entries(constantHeaders(policy)).flat();
  const echo = echoedHeaders(policy);
  const exposed = policy.exposedHeaders.join(", ");

  const answerPreflight = (req: IncomingMessage, res: ServerResponse, origin: string, isAllowed: boolean): void => {
    if (!isAllowed) {
      res.writeHead(403, ["vary", OPTIONS_VARY]).end();
      return;
    }
    const list = [ALLOW_ORIGIN, allowsAny ? "*" : origin, ...constant];
    const names = echo?.(req.headers["access-control-request-headers"]?.toString() ?? null);
    if (names) list.push(ALLOW_HEADERS, names);
    res.writeHead(204, list).end();
  };

  return (req, res, next) => {
    const { origin } = req.headers;
    const isAllowed = allows(origin ?? null);
    const isOptions = req.method === "OPTIONS";
    if (isOptions && origin !== undefined && req.headers["access-control-request-method"] !== undefined) {
      return answerPreflight(req, res, origin, isAllowed);
    }
    const added: string[] = [];
    if (isAllowed) {
      added.push(ALLOW_ORIGIN, allowsAny ? "*" : (origin ?? ""));
      if (policy.credentials) added.push("access-control-allow-credentials", "true");
      if (exposed) added.push("access-control-expose-headers", exposed);
    }
    addOnWriteHead(res, added, isOptions ? OPTIONS_VARY : allowsAny ? "" : "Origin");
    next();
  };
}

/** Adds headers when the response is sent, and removes the CORS headers of the listener. */
function addOnWriteHead(res: ServerResponse, added: readonly string[], vary: string): void {
  const { writeHead } = res;
  res.writeHead = ((status: number, ...rest: readonly unknown[]) => {
    const headers = rest.find((argument) => typeof argument === "object" && argument !== null);
    const message = typeof rest[0] === "string" ? [rest[0]] : [];
    const own = res.getHeaderNames();
    if (own.length === 0 && headers) {
      return writeHead.call(res, status, ...(message as []), flatList(headers, added, vary));
    }
    for (const name of own) if (isCorsHeader(name)) res.removeHeader(name);
    for (let index = 0; index < added.length; index += 2) {
      res.setHeader(added[index] as string, added[index + 1] as string);
    }
    if (vary) {
      const current = res.getHeader("vary");
      res.setHeader("vary", current === undefined ? vary : mergeVary(String(current), vary));
    }
    return writeHead.call(res, status, ...(rest as []));
  }) as typeof res.writeHead;
}

/** One list of names and values in turn. It is the fastest argument of `writeHead` if no header was set before. */
function flatList(headers: object, added: readonly string[], vary: string): string[] {
  const list: string[] = [];
  let merged = vary;
  const add = (name: string, value: string): void => {
    if (vary && name.toLowerCase() === "vary") merged = mergeVary(value, vary);
    else if (!isCorsHeader(name)) list.push(name, value);
  };
  if (Array.isArray(headers))
    for (let index = 0; index < headers.length; index += 2) add(headers[index], headers[index + 1]);
  else for (const name in headers) add(name, (headers as Record<string, string>)[name] as string);
  list.push(...added);
  if (merged) list.push("vary", merged);
  return list;
}
