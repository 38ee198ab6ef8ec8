import type { CorsRequest, Denial, Header, MutableHeaders } from "./decision.ts";
import { PREFLIGHT } from "./vary.ts";

/** What all requests that end alike are answered with; made when the policy is compiled. */
export interface Outcome {
  /** The headers that are the same for all of them. */
  readonly headers: readonly Header[];
  /** Sets the others. */
  readonly setVarying?:
    | ((headers: Pick<MutableHeaders, "set">, origin: string | null | undefined, asked: CorsRequest["headers"]) => void)
    | undefined;
  /** Of the answer to a preflight. */
  readonly status: number;
  readonly exposesAll: boolean;
  /** What is not allowed, if anything. */
  readonly denial: (origin: string | null | undefined, asked: CorsRequest["headers"]) => Denial | undefined;
  /** What the answer to a preflight is made of. */
  readonly init: () => ResponseInit;
}

/** Headers that have no value are left out. */
export function outcomeOf(
  headers: readonly (readonly [name: string, value: string | false])[],
  denial: Outcome["denial"],
  setVarying?: Outcome["setVarying"],
  status = 403,
  exposesAll = false,
): Outcome {
  const constant = headers.filter(([, value]) => value !== false) as Header[];
  let init: ResponseInit | undefined;
  return {
    headers: constant,
    setVarying,
    status,
    exposesAll,
    denial,
    // Made once: a response takes all of a `Headers` faster than one header after the other. And not before there is a
    // preflight: Node loads the Fetch API with the first use of it.
    init: () =>
      (init ??= { status, headers: new Headers([...constant, ["Vary", PREFLIGHT.join(", ")]] as [string, string][]) }),
  };
}
