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

/** Sets the headers of a `writeHead` call on the response: an object, pairs, or names and values in turn. */
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
    // A name that the array repeats keeps all its values.
    raw.setHeader(name, seen.has(key) ? ([raw.getHeader(key), value].flat() as string[]) : value);
    seen.add(key);
  }
}

/**
 * Applies a decision to a reply now, and again when its headers are sent.
 *
 * Handlers, error handlers, `reply.raw` and `reply.hijack` can set headers in between. Node sends all of them through
 * `writeHead`, so that is where the policy takes precedence.
 */
export function applyDecision(decision: CorsDecision, reply: FastifyReply): void {
  applyToReply(decision, reply);
  const raw = reply.raw as { writeHead: WriteHead; writeHeader?: WriteHead };
  const { writeHead } = raw;
  raw.writeHead = function (status, ...rest) {
    // Node throws an error with a clear message.
    if (this.headersSent) return writeHead.call(this, status, ...rest);
    const [reason, headers] = typeof rest[0] === "string" ? rest : [undefined, rest[1] ?? rest[0]];
    if (headers) setHeaders(headers, this);
    applyToRaw(decision, this);
    return reason === undefined ? writeHead.call(this, status) : writeHead.call(this, status, reason);
  };
  // The former name of the method, which Node 26 removed.
  if (raw.writeHeader) raw.writeHeader = raw.writeHead;
}
