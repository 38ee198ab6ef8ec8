/** The page to which a fix gives access. */
export interface Grant {
  /** The serialized origin of the page. */
  readonly origin: string;
  /** Whether the request includes credentials. */
  readonly isCredentialed: boolean;
}

/** The condition under which a policy may allow an origin, as a sentence without a full stop. */
export function conditionFor({ origin, isCredentialed }: Grant): string {
  if (origin === "null") return "Use this only if every page may read the responses";
  const access = isCredentialed ? " that contain the user's data, and act as the user" : "";
  return `Use this only if you trust ${origin}: its pages can then read the responses${access}`;
}

const ALLOWS_ORIGIN = /^(?:missing-allow-origin|multiple-allow-origin|invalid-allow-origin)$/;
const ALLOWS_CREDENTIALS = /^(?:wildcard-with-credentials|credentials-not-true)$/;

/** Adds to a fix that the origin must be trusted, if the fix gives an origin more access. */
export function onlyIfTrusted(fix: string, code: string): string {
  // The fix for a redirect does not allow an origin.
  if (!fix.includes("Access-Control-Allow-")) return fix;
  if (ALLOWS_ORIGIN.test(code)) return `${fix}. Allow the origin only if you trust it`;
  return ALLOWS_CREDENTIALS.test(code) ? `${fix}. Allow credentials only if you trust the origin` : fix;
}
