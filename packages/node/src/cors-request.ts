import type { CorsRequest } from "@fetch-cors/core";
import type { NodeRequest } from "./node-types.ts";

/**
 * Returns the method and headers of a request. Several `Origin` lines become one value, which only `origin: "*"`
 * allows.
 */
export const corsRequest = ({ method = "", headers }: NodeRequest): CorsRequest => ({
  method,
  headers: {
    get: (name) => {
      const value = headers[name];
      return typeof value === "object" ? value.join(", ") : value;
    },
  },
});
