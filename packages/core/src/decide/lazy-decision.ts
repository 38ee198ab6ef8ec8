import type { CorsDecision, CorsRequest, Denial, Header, MutableHeaders } from "./decision.ts";
import type { PreparedAnswer } from "./prepared-answer.ts";
import { varyNames } from "./vary.ts";

/**
 * A decision: a prepared answer (the part of a response that the policy determines) and the request that it is for. The
 * types in `decision.ts` define the properties of each kind of decision.
 *
 * Properties are computed when they are read, because most servers read none of them. The object is frozen before user
 * code receives it. It belongs to one request, so remembering that request's origin and denial is safe.
 */
export class LazyDecision {
  readonly #answer: PreparedAnswer;
  readonly #request: CorsRequest;
  /** The request's `Origin`; `undefined` until it is read, `null` if the request has none. */
  #origin: string | null | undefined;
  /** The denial of the request; `undefined` until it is computed, `null` if the request is allowed. */
  #denial: Denial | null | undefined;

  /**
   * @param origin - The request's `Origin`. Omit it if it has not been read because the answer does not depend on it.
   */
  constructor(answer: PreparedAnswer, request: CorsRequest, origin?: string | null) {
    this.#answer = answer;
    this.#request = request;
    this.#origin = origin;
  }

  /**
   * Returns the response to a preflight; `undefined` if the decision is not an instance of this class: a decision after
   * an error, or one from another copy of this library.
   */
  static respond(decision: object): Response | undefined {
    if (!(#answer in decision)) return undefined;
    return decision.#answer.respond(decision.#readOrigin(), decision.#request);
  }

  /**
   * Sets the headers of a decision, except the two that depend on the handler's response: `Vary`, and the list of all
   * exposed names. The decision need not be an instance of this class.
   */
  static setHeadersOf(decision: CorsDecision, target: Pick<MutableHeaders, "set">): void {
    if (#answer in decision) decision.#setHeaders(target);
    else for (const [name, value] of decision.headers) target.set(name, value);
  }

  /** Returns the names that a decision adds to `Vary`, as the value of the header. */
  static varyOf(decision: CorsDecision): string {
    return #answer in decision ? decision.#answer.vary : decision.vary.join(", ");
  }

  get kind(): CorsDecision["kind"] {
    if (this.#answer.status !== undefined) return "preflight";
    return this.#readOrigin() === null ? "not-cors" : "actual";
  }

  get allowed(): boolean {
    return this.#readDenial() === null;
  }

  get reason(): Denial["reason"] | undefined {
    return this.kind === "not-cors" ? undefined : this.#readDenial()?.reason;
  }

  get name(): string | undefined {
    return this.kind === "not-cors" ? undefined : this.#readDenial()?.name;
  }

  get status(): number | undefined {
    return this.#answer.status;
  }

  get headers(): readonly Header[] {
    const headers: Header[] = [];
    this.#setHeaders({ set: (name, value) => void headers.push(Object.freeze([name, value] as const)) });
    return Object.freeze(headers);
  }

  get vary(): readonly string[] {
    return varyNames(this.#answer.vary);
  }

  get exposesAll(): boolean {
    return this.#answer.exposesAll;
  }

  #setHeaders(target: Pick<MutableHeaders, "set">): void {
    // If the origin has not been read, the policy is `origin: "*"`, and no header contains the origin.
    this.#answer.setHeaders(target, this.#origin ?? null, this.#request);
  }

  #readOrigin(): string | null {
    if (this.#origin === undefined) this.#origin = this.#request.headers.get("origin") ?? null;
    return this.#origin;
  }

  #readDenial(): Denial | null {
    if (this.#denial === undefined) {
      this.#denial = this.#answer.findDenial?.(this.#readOrigin(), this.#request.headers) ?? null;
    }
    return this.#denial;
  }
}
