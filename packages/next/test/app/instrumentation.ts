/** Where Next.js reports the errors that reach it. */
import type { Instrumentation } from "next";

export const onRequestError: Instrumentation.onRequestError = (error) => {
  console.log(`reported to Next.js: ${error instanceof Error ? error.message : error}`);
};
