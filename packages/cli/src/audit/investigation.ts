import type { OriginProbe } from "./origin-probe.ts";
import type { Visit, VisitAnswer } from "./visit.ts";

/**
 * The kind of request that a page sends.
 *
 * | situation | request |
 * |---|---|
 * | `"response"` | GET |
 * | `"head"` | HEAD |
 * | `"post"` | POST that needs no preflight; only with `--send` |
 * | `"preflight"` | the preflight of an unsafe request, which is not sent |
 * | `"missing-page"` | GET of a sibling page that does not exist |
 * | `"malformed-url"` | GET of a path that does not decode |
 * | `"not-modified"` | GET from a browser that has the response in its cache |
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
  /** The `Cookie` value of a signed-in user. */
  readonly cookie: string | undefined;
  /** Whether POST may be sent. */
  readonly send: boolean;
}

/** A request from a page with a certain origin, and its result. */
export interface Observation {
  readonly probe: OriginProbe;
  readonly situation: Situation;
  readonly visit: Visit;
}

/** All observations about a URL. */
export interface Investigation {
  /** The URL as the user gave it. */
  readonly url: string;
  /** The URL after redirects on the same host. */
  readonly target: string;
  /** The origins of `--trusted`. */
  readonly trusted: readonly string[];
  /** Whether the user passed cookies. If so, responses are compared with the public ones. */
  readonly hasCookie: boolean;
  /** Responses to requests without cookies and without `Origin`. */
  readonly everyone: readonly VisitAnswer[];
  /** In the order in which they were made. */
  readonly observations: readonly Observation[];
}
