/** Compiled once, when the first route that imports it is loaded: a mistake in it throws there, and not at a request. */
import { definePolicy } from "@fetch-cors/next";

export const policy = definePolicy({
  // Where the app is deployed, and any port of the machine that it is developed on.
  origin: ["https://app.example.com", "http://localhost:*"],
  // The pages send the session's cookie along.
  credentials: true,
});
