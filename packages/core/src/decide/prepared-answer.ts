import type { CorsRequest, Denial, MutableHeaders } from "./decision.ts";

/** Stands for the request's `Origin` as the value of a header. */
export const REPEAT_REQUEST_ORIGIN: unique symbol = Symbol();

/** Returns the value of a header that echoes requested names. The header is not sent if the value is empty. */
type Echo = (requestHeaders: CorsRequest["headers"]) => string;

/** A response header of a prepared answer. */
export interface ResponseHeader {
  readonly name: string;
  /** The value, or the way to compute it from the request. A header with an empty value is not sent. */
  readonly value: string | typeof REPEAT_REQUEST_ORIGIN | Echo;
}

/** A header with the same value in every response. */
type ConstantHeader = ResponseHeader & { readonly value: string };

const isConstant = (header: ResponseHeader): header is ConstantHeader => typeof header.value === "string";

/** The maximum number of cached responses. Most policies allow few origins, and a server may have many policies. */
const MAX_CACHED_RESPONSES = 16;

type FindDenial = (origin: string | null, requestHeaders: CorsRequest["headers"]) => Denial | undefined;

/** The arguments for the constructor of `PreparedAnswer`. */
export interface AnswerInit {
  /** The headers to set, besides `Vary`. Defaults to none. */
  readonly headers?: readonly ResponseHeader[];
  /** The header names to merge into `Vary`, as the value of the header. */
  readonly vary: string;
  /**
   * The status of the response to a preflight. Omitted for other requests, because the handler determines their status.
   */
  readonly status?: number;
  /** Whether the response must list all its header names in `Access-Control-Expose-Headers`. Defaults to `false`. */
  readonly exposesAll?: boolean;
  /** Returns the reason why a request is denied, or `undefined` if it is allowed. Omitted if all are allowed. */
  readonly findDenial?: FindDenial;
}

/**
 * The part of a response that the policy determines: the CORS headers, the names for `Vary`, and the status of the
 * response to a preflight. It is prepared when the policy is compiled, for all requests that the policy
 * treats alike.
 *
 * It caches the responses to preflights from a few allowed origins, because cloning a response takes a fraction of the
 * time that it takes to create one with headers. The cache is safe: a cached response depends only on the policy and
 * the origin, callers receive clones, and whether the origin is allowed is decided for each request. A response that
 * echoes requested names is not cached. The responses have no body, so every runtime can clone them in a later request.
 */
export class PreparedAnswer {
  readonly vary: string;
  readonly status: number | undefined;
  readonly exposesAll: boolean;
  readonly findDenial: FindDenial | undefined;
  /** The headers whose values are the same for every request. */
  readonly #constant: readonly ConstantHeader[];
  /** The headers whose values depend on the request. */
  readonly #perRequest: readonly ResponseHeader[];
  /**
   * A response to a preflight with the constant headers only. It is created on first use, because Node loads the Fetch
   * API at that time.
   */
  #template: Response | undefined;
  /** The cached responses to preflights, by the request's `Origin`. */
  readonly #responses = new Map<string | null, Response>();

  constructor({ headers = [], vary, status, exposesAll = false, findDenial }: AnswerInit) {
    this.vary = vary;
    this.status = status;
    this.exposesAll = exposesAll;
    this.findDenial = findDenial;
    this.#constant = headers.filter(isConstant).filter(({ value }) => value !== "");
    this.#perRequest = headers.filter(({ value }) => typeof value !== "string");
  }

  /**
   * Sets the headers, except `Vary`, which is merged with that of the handler's response.
   *
   * @param request - Its headers are read only to echo requested names.
   */
  setHeaders(target: Pick<MutableHeaders, "set">, origin: string | null, request: CorsRequest): void {
    this.#setPerRequest(target, origin, request);
    for (const { name, value } of this.#constant) target.set(name, value);
  }

  /** Returns the response to a preflight. The caller may change it. */
  respond(origin: string | null, request: CorsRequest): Response {
    this.#template ??= this.#createTemplate();
    if (this.#perRequest.length === 0) return this.#template.clone();
    const kept = this.#responses.get(origin);
    if (kept) return kept.clone();
    const response = this.#template.clone();
    this.#setPerRequest(response.headers, origin, request);
    // A response that echoes requested names depends on more than the origin, so it is not cached.
    const echoes = this.#perRequest.some(({ value }) => typeof value === "function");
    if (!echoes && this.#responses.size < MAX_CACHED_RESPONSES) this.#responses.set(origin, response.clone());
    return response;
  }

  #createTemplate(): Response {
    const template = new Response(null, { status: this.status as number });
    for (const { name, value } of this.#constant) template.headers.set(name, value);
    template.headers.set("Vary", this.vary);
    return template;
  }

  #setPerRequest(target: Pick<MutableHeaders, "set">, origin: string | null, request: CorsRequest): void {
    for (const { name, value } of this.#perRequest) {
      // The cast is safe: a request without `Origin` is allowed only under `"*"`, and no header of that policy repeats
      // the origin.
      const sent = typeof value === "function" ? value(request.headers) : (origin as string);
      if (sent !== "") target.set(name, sent);
    }
  }
}
