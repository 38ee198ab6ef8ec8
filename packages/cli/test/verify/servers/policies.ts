/** The policies that servers are verified against. */
import { type CorsPolicy, definePolicy } from "@fetch-cors/core";

/** Origins of each kind, credentials, and short lists, so that every mistake is one. */
export const STRICT: CorsPolicy = definePolicy({
  origin: [
    "https://app.example.com",
    "https://admin.example.com",
    "https://*.preview.example.com",
    "http://localhost:*",
  ],
  credentials: true,
  methods: ["GET", "PUT", "DELETE"],
  allowedHeaders: ["Content-Type", "Authorization", "X-Request-Id"],
  exposedHeaders: ["X-Total-Count"],
  maxAge: 600,
});

export const PUBLIC: CorsPolicy = definePolicy({ origin: "*", exposedHeaders: ["X-Total-Count"] });

/** Whether `STRICT` allows an origin, as a program without this library would say it. */
export const isAllowed = (origin: string | undefined): boolean =>
  origin !== undefined &&
  (["https://app.example.com", "https://admin.example.com"].includes(origin) ||
    /^https:\/\/([a-z0-9_-]+\.)+preview\.example\.com$/.test(origin) ||
    /^http:\/\/localhost(:[1-9][0-9]{0,4})?$/.test(origin));
