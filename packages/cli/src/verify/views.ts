import type { Engine } from "@fetch-cors/browser";
import type { Difference } from "./difference.ts";
import type { PageRequest } from "./page-request.ts";
import type { PageView } from "./page-view.ts";

/** What an engine makes of the server's answers, and of those that the policy demands. */
export interface Views {
  readonly engine: Engine;
  readonly request: PageRequest;
  readonly server: PageView;
  readonly policy: PageView;
  /** Whether the policy lists the names of a response's own headers. */
  readonly listsOwnHeaders: boolean;
}

/** A difference that is not attributed to a cache yet. */
export type FoundDifference = Omit<Difference, "stored">;
