import type { BlockedError, Exchange } from "@fetch-cors/browser";
import { allowsOrigin, denialOf, isOkStatus, type OriginAnswer } from "../denial.ts";
import { reasonForDenial } from "../denial-reason.ts";
import { varyFix } from "../vary-fix.ts";
import type { Refusal } from "./difference.ts";
import type { PageRequest } from "./page-request.ts";

/** The response that the server has to change, as part of a sentence. */
const answerTo = (exchange: Exchange | undefined): string =>
  exchange ? `the response to ${exchange.request.method} ${exchange.request.url}` : "its response";

/** By default, nginx and Apache omit added headers from error responses. */
const ON_ERRORS = '; nginx needs "always" after add_header for this, and Apache "Header always set"';

/** The change that gives a page the access that the policy allows. */
export function changeToAllow({ code, fix, cause }: BlockedError, exchange: Exchange | undefined): string {
  if (code === "network-error") {
    const reason = cause instanceof Error ? `; currently ${cause.message}` : "";
    return `Respond to ${exchange?.request.method} ${exchange?.request.url}${reason}`;
  }
  const answer = exchange && originAnswerOf(exchange);
  if (!answer || !/^(?:missing-allow-origin|preflight-status)$/.test(code) || allowsOrigin(answer)) return fix;
  const isDenied = denialOf(answer) === "origin";
  const { origin, status, isPreflight } = answer;
  if (!isPreflight) return status >= 400 && !isDenied ? fix + ON_ERRORS : fix;
  if (isOkStatus(status)) return fix;
  const change = `Send "Access-Control-Allow-Origin: ${origin}" in ${answerTo(exchange)}, with a status from 200 to 299 instead of ${status}`;
  return isDenied ? change : `${change}: ${reasonForDenial(answer)}`;
}

function originAnswerOf({ kind, request, response }: Exchange): OriginAnswer | undefined {
  const origin = request.headers.get("Origin");
  if (origin === null || !response) return undefined;
  return { origin, status: response.status, lines: response.headerLines, isPreflight: kind === "preflight" };
}

/** The change that denies a page the access that the policy denies. */
export function changeToRefuse(
  refusal: Refusal,
  {
    request,
    exchange,
    name,
  }: { readonly request: PageRequest; readonly exchange: Exchange | undefined; readonly name: string },
): string {
  const answer = answerTo(exchange);
  switch (refusal) {
    case "method":
      return `Remove ${name} from Access-Control-Allow-Methods in ${answer}`;
    case "header":
      return `Remove ${name} from Access-Control-Allow-Headers in ${answer}`;
    case "credentials":
      return `Send no "Access-Control-Allow-Credentials: true" in ${answer}`;
    default:
      return changeOfOrigin(request.origin, exchange);
  }
}

function changeOfOrigin(origin: string, exchange: Exchange | undefined): string {
  const value = exchange?.response?.headers.get("Access-Control-Allow-Origin");
  const answer = answerTo(exchange);
  if (value === "*") {
    return `Send the request's origin instead of "*" in ${answer}, and only if the policy allows that origin`;
  }
  const start = `Send no "Access-Control-Allow-Origin: ${origin}" in ${answer}`;
  return origin === "null"
    ? `${start}, because every page can create a frame with the origin null`
    : `${start}; compare the whole Origin, byte for byte, with the origins that the policy allows`;
}

/** The change that lets a page read headers. */
export const changeToExpose = (names: readonly string[], exchange: Exchange | undefined): string =>
  `Add ${names.join(", ")} to Access-Control-Expose-Headers in ${answerTo(exchange)}`;

/** The change that hides headers from a page. */
export const changeToHide = (names: readonly string[], exchange: Exchange | undefined): string =>
  exchange?.response?.headers.get("Access-Control-Expose-Headers")?.trim() === "*"
    ? `List the header names that the policy exposes instead of "*" in Access-Control-Expose-Headers in ${answerTo(exchange)}`
    : `Remove ${names.join(", ")} from Access-Control-Expose-Headers in ${answerTo(exchange)}`;

/** The change to the time for which a preflight is cached. */
export function changeOfLifetime(demanded: Exchange, exchange: Exchange): string {
  const value = demanded.response?.headers.get("Access-Control-Max-Age");
  const current = exchange.response?.headers.get("Access-Control-Max-Age");
  const instead = current ? ` instead of "${current}"` : "";
  return `Send "Access-Control-Max-Age: ${value}"${instead} in ${answerTo(exchange)}`;
}

/** The change for a response that a shared cache gives to the wrong page. */
export const changeForCache = (url: string): string => varyFix(`from ${url}`);
