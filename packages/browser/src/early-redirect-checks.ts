import { blocked } from "./blocked-error.ts";
import { deviates } from "./deviations.ts";
import type { FetchRequest } from "./fetch-request.ts";
import { redirectTarget } from "./redirect-location.ts";
import { isRedirectStatus } from "./redirect-status.ts";
import type { ServerResponse } from "./server-response.ts";

/** Throws for a `Location` that an engine refuses before the CORS check. The standard refuses none at this point. */
export function checkLocationFirst(
  request: FetchRequest,
  { status, headers }: ServerResponse,
  isPreflight: boolean,
): void {
  const { engine, redirect } = request;
  const locations = headers.values("Location");
  const [location] = locations;
  const details = { isPreflight, hint: locations.join(", ") };
  if (locations.some((one) => one !== location) && deviates(engine, "compares-locations")) {
    throw blocked(request, "multiple-locations", details);
  }
  if (location === undefined || !isRedirectStatus(status)) return;

  const refusesUnsafe = redirect === "follow" && deviates(engine, "checks-followed-location-first");
  const target = redirectTarget(request, location);
  if (!target && (refusesUnsafe || deviates(engine, "checks-location-first"))) {
    throw blocked(request, "invalid-redirect", details);
  }
  const isUnsafe = refusesUnsafe && /^(?:data|blob|javascript):$/.test(String(target?.protocol));
  const isFtp = target?.protocol === "ftp:" && !isPreflight && deviates(engine, "refuses-ftp-first");
  if (isUnsafe || isFtp) throw blocked(request, "unsafe-redirect", details);
}
