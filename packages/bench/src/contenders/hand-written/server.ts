// The hand-written servers. It is bundled by itself and loaded once for each of them: where one engine compiles the same
// function for several, it is fast for none.
import { type Handler, type Serve, type Settings, SIMPLER } from "../../contender.ts";
import {
  replaceByEntries,
  replaceByForEach,
  replaceByForEachCopyFetched,
  replaceByJson,
  replaceByKeyList,
  replaceByKeys,
  replaceByKeysCopyFetched,
  setOnly,
} from "./actual.ts";
import type { Lookup } from "./lookup.ts";
import {
  byClone,
  byClonePerOrigin,
  byHeaders,
  byInitPerOrigin,
  byLiteral,
  byPairs,
  bySet,
  byTemplate,
} from "./preflight.ts";
import type { Actual, Preflight } from "./ways.ts";

/** A way to answer preflights, and a way to change responses: no workload measures both. */
const WAYS: { readonly [name: string]: readonly [Preflight, Actual] } = {
  "hand-written: headers.set; list of keys()": [bySet, replaceByKeyList],
  "hand-written: object literal; forEach": [byLiteral, replaceByForEach],
  "hand-written: object per origin; keys()": [byInitPerOrigin, replaceByKeys],
  "hand-written: shared Headers; entries()": [byHeaders, replaceByEntries],
  "hand-written: shared pairs; toJSON": [byPairs, replaceByJson],
  "hand-written: shared Response; forEach": [byTemplate, replaceByForEach],
  "hand-written: clone; forEach, copy if fetched": [byClone, replaceByForEachCopyFetched],
  "hand-written: clone per origin; keys(), copy if fetched": [byClonePerOrigin, replaceByKeysCopyFetched],
  // Wrong where the handler sets any such header.
  [SIMPLER]: [byInitPerOrigin, setOnly],
};

export const NAMES: readonly string[] = Object.keys(WAYS);

export function server(name: string, settings: Settings, { serve }: Handler, allows: Lookup): Serve {
  const [preflight, actual] = WAYS[name] as (typeof WAYS)[string];
  const answerPreflight = preflight(settings);
  const apply = actual(settings);
  return (request) => {
    const origin = request.headers.get("origin");
    const isAllowed = allows(origin);
    if (request.method === "OPTIONS" && origin !== null && request.headers.has("access-control-request-method")) {
      return answerPreflight(request, origin, isAllowed);
    }
    const response = serve(request);
    return response instanceof Promise
      ? response.then((settled) => apply(request, settled, origin, isAllowed))
      : apply(request, response, origin, isAllowed);
  };
}
