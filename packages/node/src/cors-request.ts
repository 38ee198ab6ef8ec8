import type { CorsRequest } from "@fetch-cors/core";
import type { NodeRequest } from "./node-types.ts";

/** A request as a decision needs it. Of several lines Node makes one, so that two origins are none that is allowed. */
export const corsRequest = ({ method = "", headers }: NodeRequest): CorsRequest => ({
  method,
  headers: {
    get: (name) => {
      const value = headers[name];
      return typeof value === "object" ? value.join(", ") : value;
    },
  },
});
