import type { CorsDecision } from "@fetch-cors/core";
import { applyHeaders } from "@fetch-cors/core/adapter";
import type { FastifyReply } from "fastify";

type Value = number | string | string[];
type WriteHead = (this: FastifyReply["raw"], status: number, ...reasonAndHeaders: readonly unknown[]) => unknown;

/** Combines several lines of a header into one list. */
const joined = (value: Value | undefined): string => [value].flat().join(", ");

/** Sets the headers of a decision on a reply, where later hooks can read them. */
function applyToReply(decision: CorsDecision, reply: FastifyReply): void {
  applyHeaders(decision, {
    forEach: (callback) => {
      for (const [name, value] of Object.entries(reply.getHeaders())) callback(joined(value), name);
    },
    set: (name, value) => void reply.header(name, value),
    delete: (name) => void reply.removeHeader(name),
  });
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
  applyToReply(decision, reply);
  const raw = reply.raw as { writeHead: WriteHead; writeHeader?: WriteHead };
  const { writeHead } = raw;
  raw.writeHead = function (status, ...rest) {
    // Node then throws an error with a clear message.
    if (this.headersSent) return writeHead.call(this, status, ...rest);
    const [reason, headers] = typeof rest[0] === "string" ? rest : [undefined, rest[1] ?? rest[0]];
    if (headers) setHeaders(headers, this);
    applyToRaw(decision, this);
    return reason === undefined ? writeHead.call(this, status) : writeHead.call(this, status, reason);
  };
  // Node 26 removed this old name for `writeHead`.
  if (raw.writeHeader) raw.writeHeader = raw.writeHead;
}
