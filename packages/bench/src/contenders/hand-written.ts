import type { Contender, Handler, Serve, Settings } from "../contender.ts";
import {
  replaceByEntries,
  replaceByForEach,
  replaceByForEachCopyFetched,
  replaceByJson,
  replaceByKeyList,
  replaceByKeys,
  replaceByKeysCopyFetched,
  setOnly,
} from "./hand-written/actual.ts";
import { lookupFor } from "./hand-written/lookup.ts";
import {
  byClone,
  byClonePerOrigin,
  byHeaders,
  byInitPerOrigin,
  byLiteral,
  byPairs,
  bySet,
  byTemplate,
} from "./hand-written/preflight.ts";
import type { Actual, Preflight } from "./hand-written/ways.ts";

function server(settings: Settings, { serve }: Handler, preflight: Preflight, actual: Actual): Serve {
  const allows = lookupFor(settings.origin);
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

/** A way to answer preflights, and a way to change responses: no workload measures both. */
const handWritten = (name: string, preflight: Preflight, actual: Actual): Contender => ({
  name: `hand-written: ${name}`,
  kind: "hand-written",
  load: () => (settings, handler) => server(settings, handler, preflight, actual),
});

/** What a server author could write who knows the protocol; the fastest is the limit that the others are compared with. */
export const handWrittenWays: readonly Contender[] = [
  handWritten("headers.set; list of keys()", bySet, replaceByKeyList),
  handWritten("object literal; forEach", byLiteral, replaceByForEach),
  handWritten("object per origin; keys()", byInitPerOrigin, replaceByKeys),
  handWritten("shared Headers; entries()", byHeaders, replaceByEntries),
  handWritten("shared pairs; toJSON", byPairs, replaceByJson),
  handWritten("shared Response; forEach", byTemplate, replaceByForEach),
  handWritten("clone; forEach, copy if fetched", byClone, replaceByForEachCopyFetched),
  handWritten("clone per origin; keys(), copy if fetched", byClonePerOrigin, replaceByKeysCopyFetched),
];

/** The same without the look for what the handler has set itself: wrong where it sets any such header. */
export const noReplacing: Contender = {
  name: "hand-written (no replacing)",
  kind: "simpler",
  load: () => (settings, handler) => server(settings, handler, byInitPerOrigin, setOnly),
};
