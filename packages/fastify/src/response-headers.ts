import type { CorsDecision } from "@fetch-cors/core";
import { applyHeaders, isAccessControlHeader, type MutableHeaders } from "@fetch-cors/core/adapter";
import type { FastifyReply } from "fastify";

type Value = number | string | string[];
/** The signature of Node's `writeHead`: a status code, an optional reason phrase, and optional headers. */
type WriteHead = (this: FastifyReply["raw"], status: number, reason?: unknown, headers?: unknown) => unknown;

/** Response headers as an object. Names are in lower case, and a list has a value for each line. */
type HeaderObject = Record<string, Value | undefined>;

/** Combines several lines of a header into one list. */
const joined = (value: Value | undefined): string => (Array.isArray(value) ? value.join(", ") : String(value));

/** The headers of a reply, where later hooks can read them. It remembers those that a policy sets. */
class ReplyHeaders implements MutableHeaders {
  readonly #reply: FastifyReply;
  readonly #applied: [name: string, value: string][] = [];

  constructor(reply: FastifyReply) {
    this.#reply = reply;
  }

  forEach(callback: (value: string, name: string) => void): void {
    const headers = this.#reply.getHeaders();
    for (const name in headers) callback(joined(headers[name]), name);
  }

  set(name: string, value: string): void {
    this.#reply.header(name, value);
    this.#applied.push([name.toLowerCase(), value]);
  }

  delete(name: string): void {
    this.#reply.removeHeader(name);
  }

  /**
   * Whether the headers argument of `writeHead` still has the headers that were set, in the same order, and no other
   * header that only the policy sets. Most responses then need no second application.
   */
  isKeptIn(headers: HeaderObject): boolean {
    let kept = 0;
    for (const name of Object.keys(headers)) {
      const [expected, value = ""] = this.#applied[kept] ?? [];
      if (name === expected && isKept(name, value, headers[name])) kept++;
      else if (isAccessControlHeader(name)) return false;
    }
    return kept === this.#applied.length;
  }
}

/** Whether a header still has the value that a policy has set. Other code can append names to `Vary`. */
const isKept = (name: string, value: string, current: Value | undefined): boolean =>
  current === value || (name === "vary" && String(current).startsWith(`${value}, `));

/** The headers in an object. */
class ObjectHeaders implements MutableHeaders {
  readonly #headers: HeaderObject;

  constructor(headers: HeaderObject) {
    this.#headers = headers;
  }

  forEach(callback: (value: string, name: string) => void): void {
    for (const [name, value] of Object.entries(this.#headers)) callback(joined(value), name);
  }

  set(name: string, value: string): void {
    this.#headers[name.toLowerCase()] = value;
  }

  delete(name: string): void {
    delete this.#headers[name];
  }
}

/**
 * Returns the headers argument of `writeHead` as entries. It is an object, an array of pairs, or alternating names and
 * values.
 */
function entriesOf(headers: object): readonly [name: string, value: Value][] {
  if (!Array.isArray(headers)) return Object.entries(headers);
  if (Array.isArray(headers[0])) return headers;
  return headers.flatMap((name, index) => (index % 2 === 0 ? [[name, headers[index + 1]]] : []));
}

/** Moves the headers that are stored in a response, and the headers argument of `writeHead`, to one object. */
function takeHeaders(raw: FastifyReply["raw"], passed: object): HeaderObject {
  const added: HeaderObject = {};
  for (const [name, value] of entriesOf(passed)) {
    const key = String(name).toLowerCase();
    // A name that is repeated keeps all of its values.
    added[key] = Object.hasOwn(added, key) ? ([added[key], value].flat() as string[]) : value;
  }
  const stored = raw.getHeaders();
  for (const name in stored) {
    added[name] ??= stored[name];
    raw.removeHeader(name);
  }
  return added;
}

/**
 * Applies a decision to a reply now, and again when its headers are sent.
 *
 * Handlers and error handlers can set headers in between, even with `reply.raw` or after `reply.hijack`. Node sends all
 * headers through `writeHead`, where the policy then overrides them.
 */
export function applyDecision(decision: CorsDecision, reply: FastifyReply): void {
  const applied = new ReplyHeaders(reply);
  applyHeaders(decision, applied);
  const raw = reply.raw as { writeHead: WriteHead; writeHeader?: WriteHead };
  const { writeHead } = raw;
  raw.writeHead = function (status, reason, headers) {
    // Node then throws an error with a clear message.
    if (this.headersSent) return writeHead.call(this, status, reason, headers);
    const hasReason = typeof reason === "string";
    const passed = Object(hasReason ? headers : (headers ?? reason));
    const hasOnlyThese = !Array.isArray(passed) && this.getHeaderNames().length === 0;
    // If every header name of the response is exposed, names that were added since are missing.
    if (hasOnlyThese && !decision.exposesAll && applied.isKeptIn(passed)) {
      return writeHead.call(this, status, reason, headers);
    }
    const changed = takeHeaders(this, passed);
    applyHeaders(decision, new ObjectHeaders(changed));
    return hasReason ? writeHead.call(this, status, reason, changed) : writeHead.call(this, status, changed);
  };
  // Node 26 removed this old name for `writeHead`.
  if (raw.writeHeader) raw.writeHeader = raw.writeHead;
}
