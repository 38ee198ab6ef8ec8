/** The engines whose limits are simulated. */
export type Engine = "chromium" | "firefox" | "webkit";

/**
 * The longest time, in seconds, that each engine keeps an entry of its CORS-preflight cache, whatever the server says:
 * the "imposed limit on max-age" of #cors-preflight-fetch-0.
 */
export const MAX_AGE_LIMITS: Readonly<Record<Engine, number>> = { chromium: 7200, firefox: 86_400, webkit: 600 };
