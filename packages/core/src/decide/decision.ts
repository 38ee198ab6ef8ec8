/** The part of a request that a decision depends on. A `Request` is assignable to it. */
export interface CorsRequest {
  readonly method: string;
  /** `get` receives lower-case names. It returns `null` or `undefined` for a header that is absent. */
  readonly headers: { get(name: string): string | null | undefined };
}

/** The name and the value of a response header. */
export type Header = readonly [name: string, value: string];

/** The changes that a decision makes to the headers of the response. */
interface ResponseChanges {
  /** The headers to set. Remove every other `Access-Control-*` header, because only the policy sets them. */
  readonly headers: readonly Header[];
  /** The header names to merge into `Vary`. */
  readonly vary: readonly string[];
  /** Whether the response must list all its header names in `Access-Control-Expose-Headers`: see `exposeAll`. */
  readonly exposesAll: boolean;
}

interface Allowed {
  readonly allowed: true;
  readonly reason?: undefined;
  readonly name?: undefined;
}

interface Denied<Reason> {
  readonly allowed: false;
  /** The part of the request that the policy does not allow. */
  readonly reason: Reason;
  /** The denied origin or method as the request spells it, or the first denied header name in lower case. */
  readonly name: string;
}

/** A predicate or a policy function threw or rejected. */
interface Failed {
  readonly allowed: false;
  readonly reason: "error";
  readonly name?: undefined;
  /** The thrown value. */
  readonly error: unknown;
}

/**
 * The decision about a CORS-preflight request. Respond with `preflightResponse`, and do not call the handler.
 *
 * Its properties can be accessors, so logging the object may show none of them. Log them one by one.
 *
 * @see https://fetch.spec.whatwg.org/#cors-preflight-request
 */
export type PreflightDecision = ResponseChanges & {
  readonly kind: "preflight";
  /** The status of the response. */
  readonly status: number;
} & (Allowed | Denied<"origin" | "method" | "header"> | Failed);

/**
 * The decision about any other CORS request, which is a request with `Origin`. Call the handler, and pass its response
 * to `applyDecision`.
 *
 * @see https://fetch.spec.whatwg.org/#cors-request
 */
export type ActualDecision = ResponseChanges & { readonly kind: "actual" } & (Allowed | Denied<"origin"> | Failed);

/**
 * The decision about a request without `Origin`. Call the handler, and pass its response to `applyDecision`. The
 * request is `allowed` if the policy allows every origin.
 */
export type NotCorsDecision = ResponseChanges & { readonly kind: "not-cors" } & (
    | { readonly allowed: boolean; readonly reason?: undefined; readonly name?: undefined }
    | Failed
  );

/** The decision of a policy about a request. */
export type CorsDecision = PreflightDecision | ActualDecision | NotCorsDecision;

/**
 * Whether a decision is about a preflight. It does not read `kind`, which may read the request headers. If they were
 * read, Next.js would no longer treat the route as static.
 */
export const isPreflightDecision = (decision: CorsDecision): decision is PreflightDecision =>
  (decision as Partial<PreflightDecision>).status !== undefined;

/** The reason why a request is denied. */
export interface Denial {
  /** The part of the request that the policy does not allow. */
  readonly reason: "origin" | "method" | "header";
  /** The denied origin, method or header name. */
  readonly name: string;
}

/**
 * The headers of a response, with the methods that are needed to apply a decision. `set` and `delete` ignore case, as
 * in `Headers`.
 */
export interface MutableHeaders {
  /** Calls `callback` with each header, with its lines combined into one value. The name can be in any case. */
  forEach(callback: (value: string, name: string) => void): void;
  set(name: string, value: string): void;
  delete(name: string): void;
}
