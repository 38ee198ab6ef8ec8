import type { Policy } from "@fetch-cors/peers";

/** A list of tokens, with optional white space and empty elements. */
const LIST = /^[\t ,]*(?:[!#$%&'*+.^_`|~0-9A-Za-z-]+[\t ]*(?:,[\t ,]*|$))*$/;

/** The value of Access-Control-Allow-Headers for the requested names; undefined if the policy echoes none. */
export function echoedHeaders(policy: Policy): ((requested: string | null) => string) | undefined {
  if (!policy.credentials || !policy.allowedHeaders.includes("*")) return undefined;
  const named = policy.allowedHeaders.filter((name) => name !== "*").join(", ");
  const listed = new Set(policy.allowedHeaders.map((name) => name.toLowerCase()));
  return (requested) => {
    if (!requested || requested.length > 8192 || !LIST.test(requested)) return named;
    const names = requested
      .toLowerCase()
      .split(",")
      .map((name) => name.trim())
      .filter((name) => name && name !== "*" && name !== "authorization" && !listed.has(name));
    return [named, ...names].filter(Boolean).join(", ");
  };
}
