import type { OriginProbe } from "./origin-probe.ts";
import type { Visit, VisitAnswer } from "./visit.ts";

/**
 * The kind of request that a page of the origin sends.
 *
 * | situation | request |
 * |---|---|
 * | `"response"` | GET |
 * | `"head"` | HEAD |
 * | `"post"` | POST that needs no preflight; only with `--send` |
 * | `"preflight"` | the preflight of an unsafe request, which is not sent |
 * | `"missing-page"` | GET of a page beside the URL that does not exist |
 * | `"malformed-url"` | GET of a path that does not decode |
 * | `"not-modified"` | GET of a browser that has the response in its cache |
 * | `"without-cookies"` | GET without the cookies of `--cookie` |
 * | `"other-url"` | GET of the same page with a query that no cache has stored |
 */
export type Situation =
  | "response"
  | "head"
  | "post"
  | "preflight"
  | "missing-page"
  | "malformed-url"
  | "not-modified"
  | "without-cookies"
  | "other-url";

/** Facts about the server that the user passes. */
export interface AuditHints {
  /** Origins that the server is meant to allow. */
  readonly trusted: readonly string[];
  /** The value of `Cookie` of a user who is logged in. */
  readonly cookie: string | undefined;
  /** Whether POST may be sent. */
  readonly send: boolean;
}

/** A request of a page of an origin, and its result. */
export interface Observation {
  readonly probe: OriginProbe;
  readonly situation: Situation;
  readonly visit: Visit;
}

/** Everything that was seen of a URL. */
export interface Investigation {
  /** The URL as the user gave it. */
  readonly url: string;
  /** The URL after redirects on the same host. */
  readonly target: string;
  /** The origins of `--trusted`. */
  readonly trusted: readonly string[];
  /** Whether there are cookies: then responses are compared with those that everyone gets. */
  readonly hasCookie: boolean;
  /** Responses to requests without cookies and without `Origin`. */
  readonly everyone: readonly VisitAnswer[];
  /** In the order in which they were made. */
  readonly observations: readonly Observation[];
}
