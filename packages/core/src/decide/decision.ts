/** The part of a request that a decision depends on. A `Request` has it. */
export interface CorsRequest {
  readonly method: string;
  /** `get` receives lower-case names, and returns `null` or `undefined` for a header that is absent. */
  readonly headers: { get(name: string): string | null | undefined };
}

/** A response header. */
export type Header = readonly [name: string, value: string];

/** The headers that every decision has for the response. */
interface ResponseChanges {
  /** The headers to set. Remove every other `Access-Control-*` header, because the policy owns them all. */
  readonly headers: readonly Header[];
  /** The names to merge into `Vary`. */
  readonly vary: readonly string[];
  /** Whether the names of all headers of the response are exposed: see `exposeAll`. */
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
  /** The origin, the method, or the first header that is not allowed, as the request spells it. */
  readonly name: string;
}

/** A predicate or a policy function threw an error or rejected. */
interface Failed {
  readonly allowed: false;
  readonly reason: "error";
  readonly name?: undefined;
  /** The thrown value. */
  readonly error: unknown;
}

/**
 * The decision about a CORS-preflight request: answer it with `preflightResponse`, and do not call the handler.
 *
 * Its properties are accessors, so a log of the object shows none of them. Log them one by one.
 *
 * @see https://fetch.spec.whatwg.org/#cors-preflight-request
 */
export type PreflightDecision = ResponseChanges & {
  readonly kind: "preflight";
  /** The status of the response. */
  readonly status: number;
} & (Allowed | Denied<"origin" | "method" | "header"> | Failed);

/**
 * The decision about any other CORS request: call the handler, and pass its response to `applyDecision`.
 *
 * @see https://fetch.spec.whatwg.org/#cors-request
 */
export type ActualDecision = ResponseChanges & { readonly kind: "actual" } & (Allowed | Denied<"origin"> | Failed);

/**
 * The decision about a request without `Origin`: call the handler, and pass its response to `applyDecision` too. It is
 * `allowed` if the policy allows every origin.
 */
export type NotCorsDecision = ResponseChanges & { readonly kind: "not-cors" } & (
    | { readonly allowed: boolean; readonly reason?: undefined; readonly name?: undefined }
    | Failed
  );

/** The decision of a policy about a request. */
export type CorsDecision = PreflightDecision | ActualDecision | NotCorsDecision;

/**
 * Whether the decision is about a preflight. It does not read `kind`, which may read the request headers: Next.js would no longer
 * treat the route as static.
 */
export const isPreflightDecision = (decision: CorsDecision): decision is PreflightDecision =>
  (decision as Partial<PreflightDecision>).status !== undefined;

/** The reason and the name of a denial. */
export interface Denial {
  readonly reason: "origin" | "method" | "header";
  readonly name: string;
}

/** The headers of a response, as far as a decision changes them. `set` and `delete` ignore case, as `Headers` does. */
export interface MutableHeaders {
  /** Calls back with each header, its name in any case. */
  forEach(callback: (value: string, name: string) => void): void;
  set(name: string, value: string): void;
  delete(name: string): void;
}
