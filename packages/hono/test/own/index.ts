// The Hono-specific cases: its behavior and its middleware.
import { contextCases } from "./context.ts";
import { errorCases } from "./errors.ts";
import { middlewareCases } from "./middleware.ts";
import { responseCases } from "./responses.ts";
import { routingCases } from "./routing.ts";
import { runtimePartCases } from "./runtime-parts.ts";
import { sharedHeadersCases } from "./shared-headers.ts";
import { touchedCases } from "./touched.ts";
import { unsendableCases } from "./unsendable.ts";

/** Registers all Hono-specific cases. */
export function honoCases(base: () => string): void {
  const url = (path: string): string => `${base()}/own${path}`;
  routingCases(url);
  errorCases(url);
  responseCases(url);
  unsendableCases(url);
  touchedCases(url);
  sharedHeadersCases(url);
  middlewareCases(url);
  contextCases(url);
  runtimePartCases(url);
}
