export { CorsConfigError, definePolicy } from "@fetch-cors/core";
export type { BunServer, RouteRequest } from "./bun-types.ts";
export { withCors } from "./with-cors.ts";
