import type { NormalizedCorsOptions } from "../policy/options.ts";
import type { ResponseHeader } from "./response-header.ts";

/** Always sent, because browsers cache a preflight for 5 seconds without it (#cors-preflight-fetch-0). */
export const maxAge = (options: NormalizedCorsOptions): ResponseHeader => ({
  name: "Access-Control-Max-Age",
  value: String(options.maxAge),
});
