import type { Engine } from "@fetch-cors/browser";
import type { Difference } from "./difference.ts";
import type { PageRequest } from "./page-request.ts";
import type { PageView } from "./page-view.ts";

/** The results of an engine for the responses of the server, and for those that the policy demands. */
export interface Views {
  readonly engine: Engine;
  readonly request: PageRequest;
  readonly server: PageView;
  readonly policy: PageView;
  /** Whether the policy exposes each header of a response by name. */
  readonly listsOwnHeaders: boolean;
}

/** A difference that is not attributed to a cache yet. */
export type FoundDifference = Omit<Difference, "stored">;
