import type { FetchRequest } from "./fetch-request.ts";
import type { HeaderList, ReadableHeaders } from "./header-list.ts";
import { serializeRequestOrigin } from "./request-origin.ts";

type CorsCheckCode =
  | "missing-allow-origin"
  | "multiple-allow-origin"
  | "invalid-allow-origin"
  | "origin-mismatch"
  | "wildcard-with-credentials"
  | "credentials-not-true";

/** The reason why a response is not shared, and the wrong value. */
export interface CorsCheckFailure {
  readonly code: CorsCheckCode;
  readonly hint: string;
}

const isUrl = (text: string): boolean => {
  try {
    return new URL(text).href !== "";
  } catch {
    return false;
  }
};

/** The standard has a single failure for these values. Chromium distinguishes three. */
function mismatch(origin: string): CorsCheckFailure["code"] {
  if (/[ ,]/.test(origin)) return "multiple-allow-origin";
  return origin === "null" || isUrl(origin) ? "origin-mismatch" : "invalid-allow-origin";
}

/** Whether the server sent the header in several lines. Firefox compares the name case-sensitively. */
export const repeatsAllowOrigin = (headers: HeaderList): boolean =>
  headers.lines.filter(([name]) => name === "Access-Control-Allow-Origin").length > 1;

/** The reason why the page must not get a response; `undefined` if it may get it. See #concept-cors-check. */
export function corsCheck(
  request: FetchRequest,
  headers: ReadableHeaders,
  origin: string = serializeRequestOrigin(request),
  credentialsMode: FetchRequest["credentials"] = request.credentials,
): CorsCheckFailure | undefined {
  const allowed = headers.get("Access-Control-Allow-Origin");
  if (allowed === null) return { code: "missing-allow-origin", hint: "" };
  if (allowed === "*") {
    return credentialsMode === "include" ? { code: "wildcard-with-credentials", hint: "*" } : undefined;
  }
  if (allowed !== origin) return { code: mismatch(allowed), hint: allowed };
  if (credentialsMode !== "include") return undefined;
  const credentials = headers.get("Access-Control-Allow-Credentials");
  return credentials === "true" ? undefined : { code: "credentials-not-true", hint: credentials ?? "" };
}
