import type { Settings } from "../../contender.ts";

/** A way to answer preflights. */
export type Preflight = (settings: Settings) => (request: Request, origin: string, isAllowed: boolean) => Response;

/** A way to put headers on a handler's response. */
export type Actual = (
  settings: Settings,
) => (request: Request, response: Response, origin: string | null, isAllowed: boolean) => Response;

export const ALLOW_ORIGIN = "access-control-allow-origin";
export const PREFLIGHT_VARY = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";
