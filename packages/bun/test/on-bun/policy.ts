// The options and the policy that all test servers share.
import { definePolicy } from "../../src/index.ts";

/** Local only, on a free port, and without the error page of Bun. */
export const options = { port: 0, hostname: "127.0.0.1", development: false } as const;
export const policy = definePolicy({
  origin: ["https://app.example.com", "https://*.example.com"],
  credentials: true,
  exposedHeaders: ["ETag"],
});
