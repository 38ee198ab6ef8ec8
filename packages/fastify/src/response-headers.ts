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

/** A header that a policy has set. Its name is in lower case. */
interface AppliedHeader {
  readonly name: string;
  readonly value: string;
}

/** The headers of a reply that are looked up before the handler runs. */
const LOOKED_UP = ["vary", "access-control-allow-origin"];

/**
 * The headers of a reply, where later hooks can read them. It remembers those that a policy sets.
 *
 * It finds only the most important headers of earlier hooks, because `reply.getHeaders` is slow: it copies all headers.
 * If there are others, the decision is applied again when the headers are sent.
 */
class ReplyHeaders implements MutableHeaders {
  readonly #reply: FastifyReply;
  readonly #applied: AppliedHeader[] = [];

  constructor(reply: FastifyReply) {
    this.#reply = reply;
  }

  forEach(callback: (value: string, name: string) => void): void {
    for (const name of LOOKED_UP) {
      const value = this.#reply.getHeader(name);
      if (value !== undefined) callback(joined(value), name);
    }
  }

  set(name: string, value: string): void {
    const key = lowerCase(name);
    this.#reply.header(key, value);
    this.#applied.push({ name: key, value });
  }

  delete(name: string): void {
    this.#reply.removeHeader(name);
  }

  /**
   * Whether the headers argument of `writeHead` still has the headers that were set, in the same order, and no other
   * header that only the policy sets. Most responses then need no second application.
   *
   * @param headers - A plain object. `for…in` is faster than `Object.keys`, but includes inherited properties.
   */
  isKeptIn(headers: HeaderObject): boolean {
    const applied = this.#applied;
    let kept = 0;
    for (const name in headers) {
      const next = applied[kept];
      if (next?.name === name && isKept(next, headers[name])) kept++;
      else if (isAccessControlHeader(name)) return false;
    }
    return kept === applied.length;
  }
}

/** The names that policies set, in lower case. Fastify stores the same string faster than a new, equal one. */
const lowerCaseNames = new Map<string, string>();

function lowerCase(name: string): string {
  let key = lowerCaseNames.get(name);
  if (key === undefined) {
    key = name.toLowerCase();
    lowerCaseNames.set(name, key);
  }
  return key;
}

/** Whether a header still has the value that a policy has set. Other code can append names to `Vary`. */
const isKept = ({ name, value }: AppliedHeader, current: Value | undefined): boolean =>
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
    const isPlainObject = Object.getPrototypeOf(passed) === Object.prototype;
    const hasOnlyThese = isPlainObject && this.getHeaderNames().length === 0;
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
