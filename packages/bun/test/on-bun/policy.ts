// What all servers of the tests share.
import { definePolicy } from "../../src/index.ts";

/** Only for this machine, on a port of its own, and without Bun's page for errors. */
export const options = { port: 0, hostname: "127.0.0.1", development: false } as const;
export const policy = definePolicy({
  origin: ["https://app.example.com", "https://*.example.com"],
  credentials: true,
  exposedHeaders: ["ETag"],
});
