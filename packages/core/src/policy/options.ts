/**
 * Decides about origins that no list can name: `true` allows the origin, any other result denies it.
 *
 * The first result of another type is reported with `console.error`. An error that it throws goes to `onError`, whose response
 * gets no `Access-Control-*` header.
 *
 * @param origin - The value of the `Origin` header: at most 512 bytes of ASCII with a scheme, without spaces, commas and
 * control characters; never `"null"`.
 * @param args - The arguments of the handler: the request, and the values that the runtime passes after it.
 */
export type OriginPredicate<Args extends readonly unknown[] = [request: Request]> = (
  origin: string,
  ...args: Args
) => boolean | Promise<boolean>;

interface AnyArguments {
  // A method, because TypeScript lets an implementation narrow the types of its parameters.
  // biome-ignore lint/suspicious/noExplicitAny: the values that a runtime passes after the request
  predicate(origin: string, request: Request, ...rest: any[]): boolean | Promise<boolean>;
}

/** A predicate of any runtime: its parameters after the origin may have types of their own. */
export type AnyOriginPredicate = AnyArguments["predicate"];

/** The values of `origin`: `"*"`, an origin, a pattern, an iterable of these, or a predicate. */
export type OriginOption<Args extends readonly unknown[] = [request: Request]> =
  | string
  | Iterable<string>
  | OriginPredicate<Args>;

/** The problem with a literal origin, as a sentence that the compiler prints; `never` if there is none. */
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

/** A host that rarely has a certificate: `localhost`, or an IP address. */
type LocalHost =
  | `${"" | `${string}.`}localhost${"" | `:${string}`}`
  | `${number}.${number}.${number}.${number}${"" | `:${number}`}`
  | `[${string}]${string}`;

/** The type of `origin`: the inferred one, or the flaw of a literal in it. */
type Checked<O, F = Flaw<O extends readonly (infer Element)[] ? Element : O>> = [F] extends [never] ? O : F;

/**
 * The options of a CORS policy.
 *
 * A misspelt option, an origin that no browser sends, and every combination that browsers refuse or that is insecure,
 * throws a `CorsConfigError`. The compiler finds most of these in a literal that is passed to `definePolicy`, `withCors` or
 * an adapter. In a variable whose type is `CorsOptions` it checks names and types only, not the values of `origin`.
 */
export interface CorsOptions<O = OriginOption> {
  /**
   * The origins whose pages may read the responses. Required.
   *
   * | permitted | means |
   * |---|---|
   * | `"*"` | every origin; not with `credentials` |
   * | `"https://app.example.com"` | this origin |
   * | `"https://*.example.com"` | every subdomain at any depth, but not `example.com` itself; not of a public suffix with `credentials` |
   * | `"http://localhost:*"` | every port; one pattern can contain both kinds of `*` |
   * | `"file://"` | local files, as WebViews and Electron send it; insecure with `credentials` |
   * | an iterable of these | any of them; `"*"` only alone |
   * | `(origin, request) => boolean` | the origins for which it returns `true`, or a promise of it; it also receives the handler's other arguments |
   *
   * Prohibited: `undefined`, `""` and an empty list (an unset variable must never open a server), `"null"` (every page can
   * send it), and regular expressions. Write an origin as browsers send it: without path and trailing slash, in lower case,
   * without the default port.
   *
   * @see https://fetch.spec.whatwg.org/#http-access-control-allow-origin
   */
  readonly origin: Checked<O>;
  /**
   * Whether pages may send cookies and other credentials that the browser manages, and read the responses. Defaults to
   * `false`.
   *
   * Every allowed origin can then act in the name of your users: list only origins that you trust like your own.
   *
   * @see https://fetch.spec.whatwg.org/#http-access-control-allow-credentials
   */
  readonly credentials?:
    | (O extends "*" | readonly ["*"]
        ? false | "credentials cannot be allowed for every origin; list the origins"
        : boolean)
    | undefined;
  /**
   * The methods that pages may use, or `"*"`. `GET`, `HEAD` and `POST` need no permission. Defaults to
   * `GET HEAD QUERY PUT PATCH POST DELETE`.
   *
   * @see https://fetch.spec.whatwg.org/#http-access-control-allow-methods
   */
  readonly methods?: "*" | (Iterable<string> & object) | undefined;
  /**
   * The request headers that pages may set, or `"*"`: every header except `Authorization`, which must be listed by name.
   * Defaults to `["*", "Authorization"]`.
   *
   * @see https://fetch.spec.whatwg.org/#http-access-control-allow-headers
   */
  readonly allowedHeaders?: "*" | (Iterable<string> & object) | undefined;
  /**
   * The response headers that pages may read besides the CORS-safelisted ones, or `"*"`. Defaults to none.
   *
   * @see https://fetch.spec.whatwg.org/#http-access-control-expose-headers
   */
  readonly exposedHeaders?: "*" | (Iterable<string> & object) | undefined;
  /**
   * How long a browser may cache the response to a preflight, in whole seconds from 0 to 86400; 0 turns its cache off.
   * Defaults to 600, which every browser honours in full.
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
   * because an attacker on the network can impersonate such an origin.
   *
   * @see https://w3c.github.io/webappsec-secure-contexts/#is-origin-trustworthy
   */
  readonly dangerouslyAllowInsecureOrigins?: boolean | undefined;
  /**
   * Whether anyone can register names under a domain, like `com` or `github.io`. Defaults to a short built-in list; pass
   * a function that knows the whole Public Suffix List if users configure the origins.
   *
   * @param domain - The host of a pattern, without `*.`.
   * @see https://publicsuffix.org
   */
  readonly isPublicSuffix?: ((domain: string) => boolean) | undefined;
}

/** The options of a compiled policy, with all defaults, and lists without repetition. */
export interface NormalizedCorsOptions {
  // biome-ignore lint/suspicious/noExplicitAny: each runtime passes other values to a predicate, and accepts these options again
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
