import type { Settings } from "../../contender.ts";

/** A list of tokens, with optional white space and empty elements. */
const LIST = /^[\t ,]*(?:[!#$%&'*+.^_`|~0-9A-Za-z-]+[\t ]*(?:,[\t ,]*|$))*$/;

/** What goes out for every header with credentials: the names that were asked for, cleaned; nothing where none are echoed. */
export function echoedHeaders(settings: Settings): ((requested: string | null) => string) | undefined {
  if (!settings.credentials || !settings.allowedHeaders.includes("*")) return undefined;
  const named = settings.allowedHeaders.filter((name) => name !== "*").join(", ");
  const listed = new Set(settings.allowedHeaders.map((name) => name.toLowerCase()));
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
