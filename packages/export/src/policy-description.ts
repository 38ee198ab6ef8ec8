import type { OriginPattern } from "./origin-pattern.ts";

/** The methods or request headers that a policy allows. */
export interface AllowedNames {
  /** The names that are always sent, in the order of the policy. */
  readonly listed: readonly string[];
  /**
   * Whether the requested names are echoed as well. This is the case if the policy has both `"*"` and credentials,
   * because browsers then read `*` as a literal name.
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
 * A policy as data: everything that a server needs to respond as `withCors` does.
 *
 * Every string contains only characters that no configuration language interprets as syntax.
 */
export interface PolicyDescription {
  /** `"*"`, or the origins. */
  readonly origins: "*" | AllowedOrigins;
  readonly credentials: boolean;
  readonly methods: AllowedNames;
  readonly requestHeaders: AllowedNames;
  /** The response headers that pages can read. */
  readonly exposedHeaders: {
    /** `"*"` in this list is the wildcard of the standard. */
    readonly listed: readonly string[];
    /** Whether all header names of the response are listed as well, which `"*"` with credentials requires. */
    readonly all: boolean;
  };
  /** In seconds. */
  readonly maxAge: number;
  /** The status for a preflight from an allowed origin. A preflight from any other origin gets a 403. */
  readonly preflightStatus: number;
}

/** The header names in `Vary` on every response to OPTIONS. */
export const VARY_OPTIONS: readonly string[] = [
  "Origin",
  "Access-Control-Request-Method",
  "Access-Control-Request-Headers",
];

/** The header names in `Vary` on every other response. */
export const varyOf = ({ origins }: PolicyDescription): readonly string[] => (origins === "*" ? [] : ["Origin"]);
