/**
 * Decides about an origin that no list can name: `true` allows it, anything else does not.
 *
 * @param origin - The request's `Origin`: at most 512 bytes, with no control, space or non-ASCII one, never `"null"`.
 * @param args - What the handler is called with: the request, and what the runtime passes after it.
 */
export type OriginPredicate<Args extends readonly unknown[] = [request: Request]> = (
  origin: string,
  ...args: Args
) => boolean | Promise<boolean>;

/** What `origin` can be: `"*"`, an origin, a pattern, an iterable of these, or a predicate. */
export type OriginOption<Args extends readonly unknown[] = [request: Request]> =
  | string
  | Iterable<string>
  | OriginPredicate<Args>;

/** What is wrong with a literal origin, as a sentence for the compiler to print; `never` where nothing is. */
type Flaw<O> = O extends "null"
  ? "anybody can send the origin null; leave it out"
  : O extends ""
    ? "an empty string is no origin; leave it out"
    : O extends `${string}${" " | "," | ";"}${string}`
      ? `"${O}" has a space, a comma or a semicolon in it; write a list of origins without any`
      : O extends `${string}://${infer Host}/`
        ? `"${O}" ends with a slash; leave it out after "${Host}"`
        : O extends `${string}://${infer Host}/${string}`
          ? `"${O}" has a path; end it after "${Host}"`
          : O extends `${string}://${string}`
            ? never
            : string extends O
              ? never
              : O extends "*"
                ? never
                : O extends string
                  ? `"${O}" has no scheme; write "${O extends Loopback ? "http" : "https"}://${O}"`
                  : never;

/** A host that a machine reaches without a network. */
type Loopback = `${"" | `${string}.`}localhost${"" | `:${string}`}` | `127.${string}` | `[::1]${string}`;

/** The type of `origin`: as it was inferred, or the flaw of a literal in it. */
type Checked<O, F = Flaw<O extends readonly (infer Element)[] ? Element : O>> = [F] extends [never] ? O : F;

/**
 * A CORS policy as it is written down.
 *
 * A misspelt option, an origin that no browser sends, and every combination that browsers refuse or that would let
 * strangers in, throws a `CorsConfigError`.
 */
export interface CorsOptions<O = OriginOption> {
  /**
   * Whose pages may read the responses. Required.
   *
   * | permitted | means |
   * |---|---|
   * | `"*"` | every origin; not with `credentials` |
   * | `"https://app.example.com"` | this origin |
   * | `"https://*.example.com"` | every subdomain, however deep, and not `example.com` itself; not of a public suffix with `credentials` |
   * | `"http://localhost:*"` | every port; both kinds of `*` can stand in one pattern |
   * | an iterable of these | any of them; `"*"` only alone |
   * | `(origin, request) => boolean` | what it answers `true` for; it can be asynchronous, and also gets what the handler gets after the request |
   *
   * Prohibited: `undefined`, `""` and an empty list (an unset variable must never open a server), `"null"` (anybody can
   * send it), and regular expressions. An origin is written as browsers send it: no path, no slash at the end, lower
   * case, no default port.
   *
   * @see https://fetch.spec.whatwg.org/#http-access-control-allow-origin
   */
  readonly origin: Checked<O>;
  /**
   * Whether pages may send cookies and other credentials that the browser manages, and read the answers. Defaults to
   * `false`.
   *
   * Every allowed origin can then act in the name of your users: list the ones that you trust like your own.
   *
   * @see https://fetch.spec.whatwg.org/#http-access-control-allow-credentials
   */
  readonly credentials?:
    | (O extends "*" | readonly ["*"] ? false | "credentials never go to everybody; list the origins" : boolean)
    | undefined;
  /**
   * The methods that pages may use, or `"*"`. `GET`, `HEAD` and `POST` are always possible. Defaults to
   * `GET HEAD PUT PATCH POST DELETE`.
   *
   * @see https://fetch.spec.whatwg.org/#http-access-control-allow-methods
   */
  readonly methods?: "*" | (Iterable<string> & object) | undefined;
  /**
   * The request headers that pages may set, or `"*"`: every one but `Authorization`, which has to be listed by name.
   * Defaults to `["*", "Authorization"]`.
   *
   * @see https://fetch.spec.whatwg.org/#http-access-control-allow-headers
   */
  readonly allowedHeaders?: "*" | (Iterable<string> & object) | undefined;
  /**
   * The response headers that pages may read beside the CORS-safelisted ones, or `"*"`. Defaults to none.
   *
   * @see https://fetch.spec.whatwg.org/#http-access-control-expose-headers
   */
  readonly exposedHeaders?: "*" | (Iterable<string> & object) | undefined;
  /**
   * How long a browser may keep the answer to a preflight, in whole seconds from 0 to 86400; 0 turns its cache off.
   * Defaults to 600, which every browser honours in full.
   *
   * @see https://fetch.spec.whatwg.org/#http-access-control-max-age
   */
  readonly maxAge?: number | undefined;
  /**
   * The status of the answer to a preflight from an allowed origin, from 200 to 299. Defaults to 204.
   *
   * @see https://fetch.spec.whatwg.org/#ok-status
   */
  readonly preflightStatus?: number | undefined;
  /**
   * Whether `http` origins that are not loopback may go with `credentials`. Defaults to `false`: whoever sits on the
   * network can pretend to be such an origin.
   *
   * @see https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy
   */
  readonly dangerouslyAllowInsecureOrigins?: boolean | undefined;
  /**
   * Whether anybody can register names under a domain, as under `com` or `github.io`. Defaults to a short built-in list;
   * pass one that knows the whole Public Suffix List where users configure the origins.
   *
   * @param domain - The host of a pattern, without `*.`.
   * @see https://publicsuffix.org
   */
  readonly isPublicSuffix?: ((domain: string) => boolean) | undefined;
}

/** A policy's options as they were understood: every default filled in, every list without repetition. */
export interface NormalizedCorsOptions {
  readonly origin: "*" | readonly string[] | OriginPredicate;
  readonly credentials: boolean;
  readonly methods: readonly string[];
  readonly allowedHeaders: readonly string[];
  readonly exposedHeaders: readonly string[];
  readonly maxAge: number;
  readonly preflightStatus: number;
  readonly dangerouslyAllowInsecureOrigins: boolean;
  readonly isPublicSuffix: (domain: string) => boolean;
}
