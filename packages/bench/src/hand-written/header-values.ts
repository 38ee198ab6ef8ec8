import type { Policy } from "@fetch-cors/peers";

export const ALLOW_ORIGIN = "access-control-allow-origin";
export const ALLOW_HEADERS = "access-control-allow-headers";
export const OPTIONS_VARY = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers";

/** The headers of an allowed preflight that are the same for every origin. */
export function constantHeaders(policy: Policy): { readonly [name: string]: string } {
  const names = policy.allowedHeaders.filter((name) => name !== "*" || !policy.credentials);
  return {
    vary: OPTIONS_VARY,
    "access-control-allow-methods": policy.methods.join(", "),
    ...(names.length > 0 && { [ALLOW_HEADERS]: names.join(", ") }),
    "access-control-max-age": String(policy.maxAge),
    ...(policy.credentials && { "access-control-allow-credentials": "true" }),
  };
}

/** Adds names to a `Vary`, without repetition. */
export function mergeVary(current: string, names: string): string {
  if (current === "*") return current;
  const present = current.toLowerCase().split(/[\t ]*,[\t ]*/);
  const missing = names.split(", ").filter((name) => !present.includes(name.toLowerCase()));
  return missing.length === 0 ? current : `${current}, ${missing.join(", ")}`;
}
