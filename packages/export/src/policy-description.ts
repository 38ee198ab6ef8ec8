import type { OriginPattern } from "./origin-pattern.ts";

/** Which methods or request headers a policy allows. */
export interface AllowedNames {
  /** The names that are always sent, in the order of the policy. */
  readonly listed: readonly string[];
  /**
   * Whether the requested names are sent as well. That is so if the policy has both `"*"` and credentials, because
   * browsers then take `*` for a name.
   */
  readonly echoes: boolean;
}

/** The origins that a policy allows. */
export interface AllowedOrigins {
  /** Compared byte for byte. */
  readonly exact: readonly string[];
  readonly patterns: readonly OriginPattern[];
}

/**
 * A policy without its compiled form: all that a server needs to answer as `withCors` does.
 *
 * Every string in it consists of characters that no configuration language takes for syntax.
 */
export interface PolicyDescription {
  /** `"*"`, or the origins. */
  readonly origins: "*" | AllowedOrigins;
  readonly credentials: boolean;
  readonly methods: AllowedNames;
  readonly requestHeaders: AllowedNames;
  /** The response headers that pages can read. */
  readonly exposedHeaders: {
    /** `"*"` among them is the wildcard of the standard. */
    readonly listed: readonly string[];
    /** Whether the names of all headers of the response are listed as well: for `"*"` with credentials. */
    readonly all: boolean;
  };
  /** In seconds. */
  readonly maxAge: number;
  /** Of the answer to a preflight from an allowed origin; a denied one gets 403. */
  readonly preflightStatus: number;
}

/** The names that `Vary` has on every response to OPTIONS. */
export const VARY_OPTIONS: readonly string[] = [
  "Origin",
  "Access-Control-Request-Method",
  "Access-Control-Request-Headers",
];

/** The names that `Vary` has on every other response. */
export const varyOf = ({ origins }: PolicyDescription): readonly string[] => (origins === "*" ? [] : ["Origin"]);
