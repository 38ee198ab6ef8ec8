export { CorsConfigError, definePolicy } from "@fetch-cors/core";
export type {
  Address,
  NetAddress,
  NetServeOptions,
  ServeDefaultExport,
  ServeHandler,
  ServeInfo,
  ServeInfoOf,
  ServeOptions,
  UnixAddress,
  UnixServeOptions,
  VsockAddress,
  VsockServeOptions,
  Wrapped,
} from "./serve-types.ts";
export { withCors } from "./with-cors.ts";
