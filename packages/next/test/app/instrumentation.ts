/** Logs the errors that reach Next.js. */
import type { Instrumentation } from "next";

export const onRequestError: Instrumentation.onRequestError = (error) => {
  console.log(`reported to Next.js: ${error instanceof Error ? error.message : error}`);
};
