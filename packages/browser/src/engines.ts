/** The exact Fetch Standard, or a browser engine with its deviations from it. */
export type Engine = "standard" | "chromium" | "firefox" | "webkit";

/**
 * The longest time, in seconds, that each engine keeps an entry in its CORS-preflight cache, whatever the server sends:
 * the "imposed limit on max-age" in #cors-preflight-fetch-0. The standard imposes none.
 */
export const MAX_AGE_LIMITS: Readonly<Record<Engine, number>> = {
  standard: Number.POSITIVE_INFINITY,
  chromium: 7200,
  firefox: 86_400,
  webkit: 600,
};
