import type { HeaderLine } from "@fetch-cors/browser";
import { capitalize, elementsOf, valuesOf } from "./header-lines.ts";

/** A response, and the `Origin` of its request. */
export interface OriginAnswer {
  readonly origin: string;
  readonly status: number;
  readonly lines: readonly HeaderLine[];
  readonly isPreflight: boolean;
}

/**
 * Why a response does not allow the origin, as far as the response shows:
 *
 * | denial | means |
 * |---|---|
 * | `"origin"` | CORS code created the response, so the server does not allow the origin |
 * | `"authentication"` | the preflight was rejected by authentication |
 * | `"origin-or-authentication"` | one of the two |
 * | `"unknown"` | the server does not allow the origin, or responds without its CORS code |
 */
export type Denial = "origin" | "authentication" | "origin-or-authentication" | "unknown";

const ALLOW_ORIGIN = "access-control-allow-origin";

/** Whether the response has an `Access-Control-Allow-Origin` that contains the origin or `*`. */
export function allowsOrigin({ lines, origin }: OriginAnswer): boolean {
  const value = valuesOf(lines, ALLOW_ORIGIN).join(", ");
  return value === origin || value === "*";
}

export const isOkStatus = (status: number): boolean => status >= 200 && status <= 299;

/** The names in `Vary` that only CORS code has a reason to send. */
const VARY_OF_CORS = ["origin", "access-control-request-method", "access-control-request-headers"];

/** The sign of CORS code in a response without `Access-Control-Allow-Origin`: "Its Vary contains Origin". */
export function signOfCors(lines: readonly HeaderLine[]): string | undefined {
  const vary = elementsOf(lines, "vary");
  const varied = VARY_OF_CORS.find((name) => vary.includes(name));
  if (varied !== undefined) return `Its Vary contains ${capitalize(varied)}`;
  const name = lines.map(([one]) => one.toLowerCase()).find((one) => one.startsWith("access-control-"));
  return name && `It has ${capitalize(name)}`;
}

/** Why a response does not allow the origin; `undefined` if it does. */
export function denialOf(answer: OriginAnswer): Denial | undefined {
  if (allowsOrigin(answer)) return undefined;
  const { status, lines, isPreflight } = answer;
  const isChallenge = status === 401 || status === 407 || valuesOf(lines, "www-authenticate").length > 0;
  const isAuthentication = isPreflight && isChallenge && !isOkStatus(status);
  if (signOfCors(lines) === undefined) return isAuthentication ? "authentication" : "unknown";
  return isAuthentication ? "origin-or-authentication" : "origin";
}
