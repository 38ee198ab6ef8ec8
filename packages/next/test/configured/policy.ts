/** The policy of the routes and of the proxy. */
import { type CorsPolicy, definePolicy } from "@fetch-cors/next";

export const policy: CorsPolicy = definePolicy({ origin: "https://app.example.com", credentials: true });
