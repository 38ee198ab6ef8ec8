export { CorsConfigError, definePolicy } from "@fetch-cors/core";
export { cors } from "./cors.ts";
