import type { CorsRequest, Denial, Header, MutableHeaders } from "./decision.ts";
import { PREFLIGHT } from "./vary.ts";

/** What was asked: by whom, and in which headers. */
type Question = [origin: string | null | undefined, asked: CorsRequest["headers"]];

/** What a policy says to all requests that end alike. */
interface Ending {
  /** The headers that are the same for all of them. */
  readonly headers: readonly Header[];
  /** Sets the others. */
  readonly setVarying?: (headers: Pick<MutableHeaders, "set">, ...question: Question) => void;
  /** Whether those depend on more than the origin. */
  readonly echoes?: boolean;
  /** Of the answer to a preflight. Defaults to 403. */
  readonly status?: number;
  /** Defaults to `false`. */
  readonly exposesAll?: boolean;
  /** What is not allowed, if anything. */
  readonly denial: (...question: Question) => Denial | undefined;
}

/** The same, and ready to answer. */
export interface Outcome extends Ending {
  readonly status: number;
  readonly exposesAll: boolean;
  /** Answers a preflight. */
  readonly respond: (...question: Question) => Response;
}

const VARY: Header = ["vary", PREFLIGHT.join(", ")];

/** How many answers are kept. Most policies allow a few origins, and one for each tenant must not cost much. */
const MOST_KEPT = 16;

/**
 * Prepares an outcome, when its policy is compiled.
 *
 * A clone of a response costs a fraction of one with new headers, so the answers to the first allowed origins are kept:
 * what is answered to them, never whether they are allowed. None is made before there is a preflight, as Node loads the
 * Fetch API when it is first used.
 */
export function outcomeOf(ending: Ending): Outcome {
  const { headers, setVarying, echoes, status = 403 } = ending;
  const kept = new Map<unknown, Response>();
  let constant: Response | undefined;

  const respond: Outcome["respond"] = (origin, asked) => {
    const known = kept.get(origin);
    if (known) return known.clone();
    // The clone of a clone costs Node 20 half of what the clone of a new response does.
    constant ??= new Response(null, { status, headers: [...headers, VARY] as [string, string][] }).clone();
    const response = constant.clone();
    if (!setVarying) return response;
    setVarying(response.headers, origin, asked);
    if (echoes || kept.size >= MOST_KEPT) return response;
    kept.set(origin, response);
    return response.clone();
  };
  return { exposesAll: false, ...ending, status, respond };
}
