import type { CorsRequest, Denial, MutableHeaders } from "./decision.ts";
import { type ConstantHeader, isConstant, type ResponseHeader } from "./response-header.ts";

/** How many responses are kept. Most policies allow few origins, and a server may have many policies. */
const MOST_RESPONSES = 16;

/** The parts of a `PreparedAnswer`. */
export interface AnswerInit {
  /** Defaults to none. */
  readonly headers?: readonly ResponseHeader[];
  /** The names to merge into `Vary`. */
  readonly vary: readonly string[];
  /** The status of the response to a preflight. Left out for other requests, whose status is that of the handler. */
  readonly status?: number;
  /** Whether the names of all headers of the response are exposed. Defaults to `false`. */
  readonly exposesAll?: boolean;
  /** Returns why a request is denied, if it is. Defaults to a function that returns `undefined`. */
  readonly findDenial?: (origin: string | null, requestHeaders: CorsRequest["headers"]) => Denial | undefined;
}

/**
 * The answer to all requests that a policy treats alike, prepared when the policy is compiled.
 *
 * It keeps the responses to preflights from a few allowed origins, because cloning a response takes a fraction of the time
 * of creating one with headers. Whether an origin is allowed is decided for each request. A response without a body can be
 * cloned in a later request on every runtime.
 */
export class PreparedAnswer {
  readonly vary: readonly string[];
  readonly status: number | undefined;
  readonly exposesAll: boolean;
  readonly findDenial: NonNullable<AnswerInit["findDenial"]>;
  /** The headers that are the same for every request. */
  readonly #constant: readonly ConstantHeader[];
  /** The headers that depend on the request. */
  readonly #perRequest: readonly ResponseHeader[];
  readonly #readsRequestHeaders: boolean;
  /** A response to a preflight with the constant headers. Created on first use: Node loads the Fetch API then. */
  #template: Response | undefined;
  readonly #responses = new Map<string | null, Response>();

  constructor({ headers = [], vary, status, exposesAll = false, findDenial = noDenial }: AnswerInit) {
    this.vary = vary;
    this.status = status;
    this.exposesAll = exposesAll;
    this.findDenial = findDenial;
    this.#constant = headers.filter(isConstant).filter(({ value }) => value !== "");
    this.#perRequest = headers.filter((header) => !isConstant(header));
    this.#readsRequestHeaders = headers.some(({ value }) => typeof value === "function");
  }

  /**
   * Sets the headers that do not depend on the response.
   *
   * @param request - Its headers are read only to echo names.
   */
  setHeaders(target: Pick<MutableHeaders, "set">, origin: string | null, request: CorsRequest): void {
    this.#setPerRequest(target, origin, request);
    for (const { name, value } of this.#constant) target.set(name, value);
  }

  /** The response to a preflight. */
  respond(origin: string | null, request: CorsRequest): Response {
    this.#template ??= this.#createTemplate();
    if (this.#perRequest.length === 0) return this.#template.clone();
    const kept = this.#responses.get(origin);
    if (kept) return kept.clone();
    const response = this.#template.clone();
    this.#setPerRequest(response.headers, origin, request);
    // An echo depends on more than the origin.
    if (!this.#readsRequestHeaders && this.#responses.size < MOST_RESPONSES)
      this.#responses.set(origin, response.clone());
    return response;
  }

  #createTemplate(): Response {
    const template = new Response(null, { status: this.status as number });
    for (const { name, value } of this.#constant) template.headers.set(name, value);
    template.headers.set("Vary", this.vary.join(", "));
    return template;
  }

  #setPerRequest(target: Pick<MutableHeaders, "set">, origin: string | null, request: CorsRequest): void {
    for (const { name, value } of this.#perRequest) {
      // An answer that repeats the origin is chosen only if the request has one.
      const sent = typeof value === "function" ? value(request.headers) : (origin as string);
      if (sent !== "") target.set(name, sent);
    }
  }
}

function noDenial(): undefined {}
