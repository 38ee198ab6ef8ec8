import type { FetchHandler, Handler, Policy } from "@fetch-cors/peers";
import { applyHeaders } from "./apply-headers.ts";
import { lookupFor } from "./lookup.ts";
import { preflightFromClone, preflightFromObject } from "./preflight.ts";

/** A server of the Fetch API for one policy. */
export function createServer(policy: Policy, { serve }: Handler, isSimpler: boolean): FetchHandler {
  const allows = lookupFor(policy.origin);
  const answerPreflight = isSimpler ? preflightFromObject(policy) : preflightFromClone(policy);
  const apply = applyHeaders(policy, isSimpler);
  return (request) => {
    const origin = request.headers.get("origin");
    const isAllowed = allows(origin);
    if (request.method === "OPTIONS" && origin !== null && request.headers.has("access-control-request-method")) {
      return answerPreflight(request, origin, isAllowed);
    }
    const response = serve(request);
    return response instanceof Promise
      ? response.then((awaited) => apply(request, awaited, origin, isAllowed))
      : apply(request, response, origin, isAllowed);
  };
}
