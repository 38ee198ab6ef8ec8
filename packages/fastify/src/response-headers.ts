import type { CorsDecision } from "@fetch-cors/core";
import { applyHeaders, isAccessControlHeader } from "@fetch-cors/core/adapter";
import type { FastifyReply } from "fastify";

type Value = number | string | string[];
type WriteHead = (this: FastifyReply["raw"], status: number, ...reasonAndHeaders: readonly unknown[]) => unknown;

/** Combines several lines of a header into one list. */
const joined = (value: Value | undefined): string => (Array.isArray(value) ? value.join(", ") : String(value));

/**
 * Sets the headers of a decision on a reply, where later hooks can read them.
 *
 * @returns The headers, by their names in lower case.
 */
function applyToReply(decision: CorsDecision, reply: FastifyReply): ReadonlyMap<string, string> {
  const applied = new Map<string, string>();
  applyHeaders(decision, {
    forEach: (callback) => {
      for (const [name, value] of Object.entries(reply.getHeaders())) callback(joined(value), name);
    },
    set: (name, value) => {
      reply.header(name, value);
      applied.set(name.toLowerCase(), value);
    },
    delete: (name) => void reply.removeHeader(name),
  });
  return applied;
}

/** Sets the headers of a decision on Node's response. */
function applyToRaw(decision: CorsDecision, raw: FastifyReply["raw"]): void {
  applyHeaders(decision, {
    forEach: (callback) => {
      for (const name of raw.getHeaderNames()) callback(joined(raw.getHeader(name)), name);
    },
    set: (name, value) => void raw.setHeader(name, value),
    delete: (name) => raw.removeHeader(name),
  });
}

/**
 * Whether the headers argument of `writeHead` still has the headers that were applied to the reply, and no other header that
 * the policy owns. Most responses then need no second application, which would set every header one by one.
 */
function isUnchanged(applied: ReadonlyMap<string, string>, headers: Readonly<Record<string, Value>>): boolean {
  for (const [name, value] of applied) if (headers[name] !== value) return false;
  for (const name in headers) if (isAccessControlHeader(name) && !applied.has(name)) return false;
  return true;
}

/** Stores the headers argument of `writeHead`: an object, an array of pairs, or alternating names and values. */
function setHeaders(headers: object, raw: FastifyReply["raw"]): void {
  if (!Array.isArray(headers)) {
    for (const [name, value] of Object.entries(headers)) raw.setHeader(name, value);
    return;
  }
  const pairs: readonly [name: string, value: Value][] = Array.isArray(headers[0])
    ? headers
    : headers.flatMap((name, index) => (index % 2 === 0 ? [[name, headers[index + 1]]] : []));
  const seen = new Set<string>();
  for (const [name, value] of pairs) {
    const key = name.toLowerCase();
    // A name that the array repeats keeps all of its values.
    raw.setHeader(name, seen.has(key) ? ([raw.getHeader(key), value].flat() as string[]) : value);
    seen.add(key);
  }
}

/**
 * Applies a decision to a reply now, and again when its headers are sent.
 *
 * Handlers and error handlers can set headers in between, even with `reply.raw` or after `reply.hijack`. Node sends all
 * headers through `writeHead`, where the policy then overrides them.
 */
export function applyDecision(decision: CorsDecision, reply: FastifyReply): void {
  const applied = applyToReply(decision, reply);
  const raw = reply.raw as { writeHead: WriteHead; writeHeader?: WriteHead };
  const { writeHead } = raw;
  raw.writeHead = function (status, ...rest) {
    // Node then throws an error with a clear message.
    if (this.headersSent) return writeHead.call(this, status, ...rest);
    const [reason, headers] = typeof rest[0] === "string" ? rest : [undefined, rest[1] ?? rest[0]];
    const hasOnlyThese = headers && !Array.isArray(headers) && this.getHeaderNames().length === 0;
    // If every header name of the response is exposed, names that were added since are missing.
    if (hasOnlyThese && !decision.exposesAll && isUnchanged(applied, headers as Record<string, Value>)) {
      return writeHead.call(this, status, ...rest);
    }
    if (headers) setHeaders(headers, this);
    applyToRaw(decision, this);
    return reason === undefined ? writeHead.call(this, status) : writeHead.call(this, status, reason);
  };
  // Node 26 removed this old name for `writeHead`.
  if (raw.writeHeader) raw.writeHeader = raw.writeHead;
}
