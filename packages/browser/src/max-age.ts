import { deviates } from "./deviations.ts";
import { type Engine, MAX_AGE_LIMITS } from "./engines.ts";
import type { ReadableHeaders } from "./header-list.ts";
import { deltaSeconds } from "./list-values.ts";

const NAME = "Access-Control-Max-Age";

/** In seconds, if the header is absent or invalid. */
const DEFAULT_MAX_AGE = 5;

/** A 64-bit integer with an optional sign, as Chromium and WebKit parse it. */
function signedSeconds(value: string): number | undefined {
  if (!/^[+-]?\d+$/.test(value)) return undefined;
  const seconds = BigInt(value.replace("+", ""));
  return BigInt.asIntN(64, seconds) === seconds ? Math.max(0, Number(seconds)) : undefined;
}

/** The number of seconds for which the response to a preflight is cached. See #cors-preflight-fetch-0. */
export function maxAgeOf(engine: Engine, headers: ReadableHeaders): number {
  const value = headers.get(NAME);
  let seconds = deltaSeconds(headers, NAME);
  if (deviates(engine, "signed-max-age") && value !== null) seconds = signedSeconds(value);
  if (deviates(engine, "invalid-max-age-is-zero") && value) seconds ??= 0;
  return Math.min(seconds ?? DEFAULT_MAX_AGE, MAX_AGE_LIMITS[engine]);
}
