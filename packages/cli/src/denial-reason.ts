import { denialOf, isOkStatus, type OriginAnswer, signOfCors } from "./denial.ts";

/**
 * The probable reason for a preflight status that browsers do not accept, if the origin is not the reason.
 *
 * @param otherwise - The reason for a status that has no usual one.
 */
export function reasonForStatus(status: number, otherwise: string): string {
  if (status === 401 || status === 407)
    return "authentication runs before CORS, and a preflight includes no credentials";
  if (status === 403) return "a firewall, authentication or a CSRF check runs before CORS";
  if (status === 404 || status === 405 || status === 501) return "no CORS code handles OPTIONS for this URL";
  if (status === 429) return "a rate limit counts preflights";
  return status >= 500 ? "its code fails on OPTIONS" : otherwise;
}

/** The reason for a response without CORS headers, if the origin is not the reason. */
function otherReason({ isPreflight, status, lines }: OriginAnswer): string {
  const isRedirect = status >= 300 && status < 400;
  if (isPreflight && !isOkStatus(status)) {
    return isRedirect && lines.some(([name]) => name.toLowerCase() === "location")
      ? "it redirects before CORS"
      : reasonForStatus(status, "it responds before CORS");
  }
  if (isRedirect) return "its CORS code does not handle redirects";
  return status >= 400 ? "its CORS code does not handle error responses" : "it has no CORS code for this URL";
}

/**
 * Why a response does not allow the origin. The origin itself comes first, unless the response shows a different
 * reason.
 */
export function reasonForDenial(answer: OriginAnswer): string {
  const { origin, lines } = answer;
  const denied = `the server does not allow ${origin === "null" ? "an opaque origin" : `the origin ${origin}`}`;
  switch (denialOf(answer)) {
    case "authentication":
      return reasonForStatus(401, "");
    case "origin-or-authentication":
      return `${denied}, or authentication runs before CORS`;
    case "origin":
      return `${denied}. ${signOfCors(lines)}, so CORS code created the response`;
    default:
      return `${denied}, or ${otherReason(answer)}`;
  }
}
