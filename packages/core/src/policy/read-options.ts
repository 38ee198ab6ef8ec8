import { CorsConfigError, isList, issueOf, show } from "./config-error.ts";
import { OptionReader } from "./option-reader.ts";
import type { NormalizedCorsOptions } from "./options.ts";
import { NO_CREDENTIALS } from "./origin-danger.ts";
import { usableEntries } from "./origin-problem.ts";
import { parseList } from "./parse-origins.ts";
import { isKnownPublicSuffix } from "./public-suffixes.ts";
import { readMethod, readRequestHeaderName, readResponseHeaderName } from "./read-names.ts";
import { readOrigin } from "./read-origin.ts";

const DEFAULT_METHODS = ["GET", "HEAD", "QUERY", "PUT", "PATCH", "POST", "DELETE"];

/**
 * Reads options once: later changes of them have no effect.
 *
 * @throws {CorsConfigError} With every problem in them.
 */
export function readOptions(written: unknown): NormalizedCorsOptions {
  refuseOtherValues(written);
  const reader = new OptionReader(written);
  const options = {
    credentials: reader.boolean("credentials", false),
    maxAge: reader.wholeNumber("maxAge", { from: 0, to: 86_400, otherwise: 600, code: "max-age-out-of-range" }),
    preflightStatus: reader.wholeNumber("preflightStatus", {
      from: 200,
      to: 299,
      otherwise: 204,
      code: "preflight-status-out-of-range",
    }),
    dangerouslyAllowInsecureOrigins: reader.boolean("dangerouslyAllowInsecureOrigins", false),
    isPublicSuffix: reader.callback("isPublicSuffix", isKnownPublicSuffix),
  };
  // These options decide which origins are safe.
  const origin = readOrigin(reader.value("origin"), options, reader.report);
  const lists = {
    methods: reader.names("methods", readMethod, DEFAULT_METHODS),
    allowedHeaders: reader.names("allowedHeaders", readRequestHeaderName, ["*", "Authorization"]),
    exposedHeaders: reader.names("exposedHeaders", readResponseHeaderName, []),
  };
  reader.throwIfInvalid();
  return Object.freeze({ ...options, origin, ...lists });
}

/** Refuses a value that is easily passed instead of options, and has no properties with their names. */
function refuseOtherValues(written: unknown): void {
  if (typeof written !== "string" && !isList(written)) return;
  const isJson = typeof written === "string" && written.trim().startsWith("{");
  const entries = typeof written === "string" ? parseList(written) : [...written].map(String);
  const usable = usableEntries(entries, NO_CREDENTIALS);
  throw new CorsConfigError([
    issueOf("origin", written, {
      code: "missing-origin",
      subject: isJson ? "JSON text" : typeof written === "string" ? show(written) : "a list",
      reason: "is not an object of options",
      advice: isJson
        ? "pass JSON.parse(text)"
        : `write { origin: ${JSON.stringify(usable.length > 0 ? usable : ["https://app.example.com"])} }`,
    }),
  ]);
}
