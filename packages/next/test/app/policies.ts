/** The policies of the routes. */
import { type CorsPolicy, definePolicy } from "@fetch-cors/next";

export const policy: CorsPolicy = definePolicy({
  origin: ["https://app.example.com", "http://localhost:*"],
  credentials: true,
  exposedHeaders: ["X-Request-Id"],
});

/** By tenant. */
export const policies: ReadonlyMap<string, CorsPolicy> = new Map([
  ["acme", definePolicy({ origin: "https://acme.example" })],
  ["public", definePolicy({ origin: "*" })],
]);
