/**
 * A predicate: a function that decides whether to allow an origin. Use one if the origins cannot be listed in advance.
 * It allows the origin by returning `true`. Every other result denies it.
 *
 * The first result that is not a boolean, `null` or `undefined` is logged with `console.error`. If the predicate throws
 * or rejects, the `onError` hook receives the error, and the response has no `Access-Control-*` header.
 *
 * @param origin - The value of the `Origin` header: at most 512 bytes of ASCII with a scheme, without spaces, commas
 * or control characters. It is never `"null"`.
 * @param args - The arguments of the handler: the request, and the values that the runtime passes after it.
 */
export type OriginPredicate<Args extends readonly unknown[] = [request: Request]> = (
  origin: string,
  ...args: Args
) => boolean | Promise<boolean>;

interface PredicateHolder {
  // A method, because TypeScript allows an implementation of a method to narrow the types of its parameters.
  // biome-ignore lint/suspicious/noExplicitAny: the values that a runtime passes after the request
  predicate(origin: string, request: Request, ...rest: any[]): boolean | Promise<boolean>;
}

/**
 * A predicate for any runtime. Its parameters after the origin can have types other than those in `OriginPredicate`.
 */
export type AnyOriginPredicate = PredicateHolder["predicate"];

/** The values of the option `origin`: `"*"`, an origin, a pattern, an iterable of these, or a predicate. */
export type OriginOption<Args extends readonly unknown[] = [request: Request]> =
  | string
  | Iterable<string>
  | OriginPredicate<Args>;

/**
 * The problem with an origin that is a string literal, as a message that the compiler prints; `never` if there is none.
 */
type Flaw<O> = O extends "null"
  ? "every page can send the origin null; leave it out"
  : O extends ""
    ? "an empty string is not an origin; leave it out"
    : O extends `${string}${" " | "," | ";"}${string}`
      ? `"${O}" contains a space, a comma or a semicolon; write a list of origins`
      : O extends "file://"
        ? never
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
                    ? MissingScheme<O>
                    : never;

type MissingScheme<O extends string> = O extends LocalHost
  ? `"${O}" has no scheme; write "http://${O}"`
  : O extends `${string}.${string}`
    ? `"${O}" has no scheme; write "https://${O}"`
    : `"${O}" is not an origin; write one such as "https://app.example.com"`;

/** A host that rarely has a TLS certificate: `localhost`, or an IP address. */
type LocalHost =
  | `${"" | `${string}.`}localhost${"" | `:${string}`}`
  | `${number}.${number}.${number}.${number}${"" | `:${number}`}`
  | `[${string}]${string}`;

/**
 * The type of the option `origin`: the inferred type, or the message about a literal in it, which then does not
 * compile.
 */
type Checked<O, F = Flaw<O extends readonly (infer Element)[] ? Element : O>> = [F] extends [never] ? O : F;

/**
 * The options of a CORS policy.
 *
 * An unknown option, an origin that no browser sends, and a combination that browsers reject or that is insecure cause
 * a `CorsConfigError`. The compiler finds most of these mistakes in a literal that is passed to `definePolicy`,
 * `withCors` or an adapter. For a variable of the type `CorsOptions`, it checks only names and types, not the values of
 * `origin`.
 */
export interface CorsOptions<O = OriginOption> {
  /**
   * The origins whose pages may read the responses. Required.
   *
   * | permitted | effect |
   * |---|---|
   * | `"*"` | every origin; cannot be combined with `credentials: true` |
   * | `"https://app.example.com"` | this origin |
   * | `"https://*.example.com"` | every subdomain at any depth, but not `example.com` itself; with `credentials`, the part after `*.` must not be a public suffix |
   * | `"http://localhost:*"` | this scheme and host with any port; one pattern can contain both kinds of `*` |
   * | `"file://"` | local files in WebViews and Electron; insecure with `credentials` |
   * | an iterable of these | any of them; `"*"` must be the only entry |
   * | `(origin, request) => boolean` | the origins for which it returns `true` or a promise of `true`; it also receives the handler's other arguments |
   *
   * `undefined`, `""` and an empty list are errors, because an unset variable must never allow every origin. `"null"`
   * is an error, because every page can send it. Regular expressions are errors too. Write an origin as browsers send
   * it: in lower case, without a path, a trailing slash or the default port.
   *
   * @see https://fetch.spec.whatwg.org/#http-access-control-allow-origin
   */
  readonly origin: Checked<O>;
  /**
   * Whether pages may send cookies and other credentials that the browser manages, and read the responses. Defaults to
   * `false`.
   *
   * With `true`, every allowed origin can act as your users. List only origins that you trust as much as your own.
   *
   * @see https://fetch.spec.whatwg.org/#http-access-control-allow-credentials
   */
  readonly credentials?:
    | (O extends "*" | readonly ["*"]
        ? false | "credentials cannot be allowed for every origin; list the origins"
        : boolean)
    | undefined;
  /**
   * The methods that pages may use, or `"*"` for every method. `GET`, `HEAD` and `POST` need no permission. Defaults to
   * `["GET", "HEAD", "QUERY", "PUT", "PATCH", "POST", "DELETE"]`.
   *
   * @see https://fetch.spec.whatwg.org/#http-access-control-allow-methods
   */
  readonly methods?: "*" | (Iterable<string> & object) | undefined;
  /**
   * The request headers that pages may set, or `"*"` for every header except `Authorization`, which must be listed by
   * name. Defaults to `["*", "Authorization"]`.
   *
   * @see https://fetch.spec.whatwg.org/#http-access-control-allow-headers
   */
  readonly allowedHeaders?: "*" | (Iterable<string> & object) | undefined;
  /**
   * The response headers that pages may read besides the CORS-safelisted ones, or `"*"` for all headers. Defaults to
   * `[]`.
   *
   * @see https://fetch.spec.whatwg.org/#http-access-control-expose-headers
   */
  readonly exposedHeaders?: "*" | (Iterable<string> & object) | undefined;
  /**
   * How long a browser may cache the response to a preflight, in whole seconds from 0 to 86400. 0 disables the cache.
   * Defaults to 600, which no browser shortens.
   *
   * @see https://fetch.spec.whatwg.org/#http-access-control-max-age
   */
  readonly maxAge?: number | undefined;
  /**
   * The status of the response to a preflight from an allowed origin, from 200 to 299. Defaults to 204.
   *
   * @see https://fetch.spec.whatwg.org/#ok-status
   */
  readonly preflightStatus?: number | undefined;
  /**
   * Whether `http` origins other than loopback, and `file://`, may be allowed with `credentials`. Defaults to `false`,
   * because an attacker on the network can impersonate an `http` origin, and `file://` is the origin of every local
   * file.
   *
   * @see https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy
   */
  readonly dangerouslyAllowInsecureOrigins?: boolean | undefined;
  /**
   * Whether `domain` is a public suffix: a domain under which anyone can register names, such as `com` or `github.io`.
   * Defaults to a check of a short built-in list. If users configure the origins, pass a function that checks the whole
   * Public Suffix List.
   *
   * @param domain - The host of a pattern, without `*.`.
   * @see https://publicsuffix.org
   */
  readonly isPublicSuffix?: ((domain: string) => boolean) | undefined;
}

/** The options of a compiled policy. Absent options have their defaults, and lists contain no duplicates. */
export interface NormalizedCorsOptions {
  // biome-ignore lint/suspicious/noExplicitAny: the arguments of a predicate depend on the runtime
  readonly origin: "*" | readonly string[] | OriginPredicate<any[]>;
  readonly credentials: boolean;
  readonly methods: readonly string[];
  readonly allowedHeaders: readonly string[];
  readonly exposedHeaders: readonly string[];
  readonly maxAge: number;
  readonly preflightStatus: number;
  readonly dangerouslyAllowInsecureOrigins: boolean;
  readonly isPublicSuffix: (domain: string) => boolean;
}
