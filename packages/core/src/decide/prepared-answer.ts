import type { CorsRequest, Denial, MutableHeaders } from "./decision.ts";
import { type ConstantHeader, isConstant, type ResponseHeader } from "./response-header.ts";

/** How many responses are kept. Most policies allow few origins, and a server may have many policies. */
const MOST_RESPONSES = 16;

/** What a `PreparedAnswer` is made of: the parts of the answer to all requests that a policy treats alike. */
export interface AnswerInit {
  /** In the order of the protocol. Defaults to none. */
  readonly headers?: readonly ResponseHeader[];
  /** The names to merge into `Vary`. */
  readonly vary: readonly string[];
  /** The status of the response to a preflight. Defaults to `undefined`, for other requests. */
  readonly status?: number;
  /** Whether the names of all headers of the response are exposed. Defaults to `false`. */
  readonly exposesAll?: boolean;
  /** Why the request is denied, if it is. Defaults to a function that returns `undefined`. */
  readonly denial?: (origin: string | null, requestHeaders: CorsRequest["headers"]) => Denial | undefined;
}

/**
 * An answer that is prepared when its policy is compiled.
 *
 * It keeps the responses to preflights from a few allowed origins, because cloning a response takes a fraction of the time
 * of creating one with headers. It never keeps whether an origin is allowed.
 */
export class PreparedAnswer {
  readonly vary: readonly string[];
  readonly status: number | undefined;
  readonly exposesAll: boolean;
  readonly denial: NonNullable<AnswerInit["denial"]>;
  /** The headers that are the same for every request. */
  readonly #constant: readonly ConstantHeader[];
  /** The headers that depend on the request. */
  readonly #perRequest: readonly ResponseHeader[];
  readonly #echoesNames: boolean;
  /** A response to a preflight with the constant headers. Created on first use: Node loads the Fetch API then. */
  #template: Response | undefined;
  readonly #responses = new Map<string | null, Response>();

  constructor({ headers = [], vary, status, exposesAll = false, denial = noDenial }: AnswerInit) {
    this.vary = vary;
    this.status = status;
    this.exposesAll = exposesAll;
    this.denial = denial;
    this.#constant = headers.filter(isConstant).filter(({ value }) => value !== "");
    this.#perRequest = headers.filter((header) => !isConstant(header));
    this.#echoesNames = headers.some(({ value }) => typeof value === "function");
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
    if (!this.#echoesNames && this.#responses.size < MOST_RESPONSES) this.#responses.set(origin, response.clone());
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
      // An answer with the origin is chosen only for a request with an origin.
      const sent = typeof value === "function" ? value(request.headers) : (origin as string);
      if (sent !== "") target.set(name, sent);
    }
  }
}

function noDenial(): undefined {}
