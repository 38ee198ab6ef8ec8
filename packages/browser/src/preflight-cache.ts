import type { FetchRequest } from "./fetch-request.ts";

/** The permissions in the response to a preflight. */
export interface PreflightAnswer {
  /** In seconds. */
  readonly maxAge: number;
  readonly methods: readonly string[];
  /** In lower case. */
  readonly headerNames: readonly string[];
}

/**
 * The permissions from earlier preflights, for a limited time. Entries have no network partition key. See
 * #concept-cache.
 */
export interface PreflightCache {
  /** Whether earlier preflights allow the request, whose CORS-unsafe request-header names are `unsafeNames`. */
  readonly allows: (request: FetchRequest, unsafeNames: readonly string[]) => boolean;
  readonly store: (request: FetchRequest, answer: PreflightAnswer) => void;
  /** Removes the permissions for the URL of a request that failed. See #concept-cache-clear. */
  readonly clear: (request: FetchRequest) => void;
}
