import { allowsOrigin, denialOf, isOkStatus } from "../denial.ts";
import { onlyIfTrusted } from "../trust.ts";
import type { Evaluation } from "./evaluate.ts";
import { type Facts, factsOf, refusedMethod, refusedNames, unsafeMethod } from "./facts.ts";
import { listOf } from "./note.ts";

/** Codes of responses that may deny the origin on purpose. */
const MAY_DENY = /^(?:missing-allow-origin|preflight-status|preflight-redirect)$/;

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** The method and the header names that a preflight requests: "the method PUT and the header x-token". */
function requestedParts(facts: Facts): string {
  const { isPreflight, names } = facts;
  const method = unsafeMethod(facts);
  return listOf([
    ...(isPreflight && method ? [`the method ${method}`] : []),
    ...names.map((name) => `the header ${name}`),
  ]);
}

/** Adds the status that a preflight needs to the fix for a missing or incomplete header. */
const withOkStatus = (fix: string, { isPreflight, status }: Facts): string =>
  isPreflight && !isOkStatus(status) && !/ a status from /.test(fix)
    ? `${fix.replace(/, whatever its status$/, "")}, with a status from 200 to 299`
    : fix;

/** The fix for a preflight that CORS code rejects with a status, because of the method or a header name. */
function fixForRefusal(fix: string, facts: Facts, url: string): string {
  if (!facts.isPreflight || isOkStatus(facts.status) || !allowsOrigin(facts)) return fix;
  const answer = `in the response to OPTIONS ${url}, with a status from 200 to 299`;
  if (refusedMethod(facts)) return `Add "${facts.method}" to Access-Control-Allow-Methods ${answer}`;
  const names = facts.names.map((name) => `"${name}"`).join(", ");
  return refusedNames(facts) ? `Add ${names} to Access-Control-Allow-Headers ${answer}` : fix;
}

function fixForDenial(fix: string, code: string, facts: Facts): string {
  const { origin, isPreflight, status } = facts;
  const denial = denialOf(facts);
  const ownFix = withOkStatus(fix, facts);
  if (denial === "origin") {
    const add = `Add ${origin} to the origins that the server allows, but only if you trust it`;
    const parts = requestedParts(facts);
    return isPreflight && parts ? `${add}. If the server allows it already, allow ${parts}` : add;
  }
  if (denial === "authentication" || isOkStatus(status)) return onlyIfTrusted(ownFix, code);
  return `Check with an origin that the server allows, if there is one. If that request is not blocked, add ${origin} to the allowed origins, but only if you trust it. Otherwise, ${lowerFirst(ownFix)}`;
}

/**
 * The change that a server needs so that an engine shares the response, in a sentence or two. If the response does not
 * show whether the server denies the origin on purpose, the change names both possibilities.
 */
export function changeFor({ verdict, code, fix, exchanges }: Evaluation, pageOrigin: string): string | undefined {
  const facts = factsOf(exchanges, pageOrigin);
  if (verdict !== "blocked" || fix === undefined || code === undefined || !facts) return fix;
  // The fix for an opaque origin allows every origin, or avoids the redirect.
  if (facts.origin === "null") return fix;
  if (MAY_DENY.test(code) && !allowsOrigin(facts)) return fixForDenial(fix, code, facts);
  return onlyIfTrusted(fixForRefusal(fix, facts, exchanges.at(-1)?.exchange.request.url ?? ""), code);
}
