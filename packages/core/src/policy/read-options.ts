import { CorsConfigError, type CorsConfigIssueCode, isList, issueOf } from "./config-error.ts";
import { OptionReader } from "./option-reader.ts";
import type { NormalizedCorsOptions } from "./options.ts";
import { serializeEntry } from "./origin-entry.ts";
import { isKnownPublicSuffix } from "./public-suffixes.ts";
import { readMethod, readRequestHeaderName, readResponseHeaderName } from "./read-names.ts";
import { readOrigin } from "./read-origin.ts";

/**
 * Validates options and fills in the defaults. The options are read once, so later changes to them have no effect.
 *
 * @throws {CorsConfigError} If there is any problem. The error contains all of them.
 */
export function readOptions(written: unknown): NormalizedCorsOptions {
  rejectNonOptions(written);
  const reader = new OptionReader(written);
  const options = {
    credentials: reader.read("credentials", booleanOption),
    maxAge: reader.read("maxAge", wholeNumber({ fallback: 600, from: 0, to: 86_400, code: "max-age-out-of-range" })),
    preflightStatus: reader.read(
      "preflightStatus",
      wholeNumber({ fallback: 204, from: 200, to: 299, code: "preflight-status-out-of-range" }),
    ),
    dangerouslyAllowInsecureOrigins: reader.read("dangerouslyAllowInsecureOrigins", booleanOption),
    isPublicSuffix: reader.read("isPublicSuffix", { fallback: isKnownPublicSuffix, advice: "write a function" }),
  };
  // Which origins are safe depends on the options above.
  const origin = readOrigin(reader.value("origin"), options, reader.report);
  const lists = {
    methods: reader.names("methods", readMethod, ["GET", "HEAD", "QUERY", "PUT", "PATCH", "POST", "DELETE"]),
    allowedHeaders: reader.names("allowedHeaders", readRequestHeaderName, ["*", "Authorization"]),
    exposedHeaders: reader.names("exposedHeaders", readResponseHeaderName, []),
  };
  reader.throwIfInvalid();
  return Object.freeze({ ...options, origin, ...lists });
}

const booleanOption = { fallback: false, advice: "write true or false" };

const wholeNumber = (range: { fallback: number; from: number; to: number; code: CorsConfigIssueCode }) => ({
  ...range,
  accepts: (value: number) => value >= range.from && value <= range.to && value % 1 === 0,
  advice: `write a whole number from ${range.from} to ${range.to}`,
});

/** Throws for a string or a list, which is easily passed by mistake instead of an object of options. */
function rejectNonOptions(written: unknown): void {
  if (typeof written !== "string" && !isList(written)) return;
  const isJson = typeof written === "string" && written.includes("{");
  const origin = typeof written === "string" ? serializeEntry(written) : undefined;
  const advice = isJson ? "pass JSON.parse(text)" : `write { origin: "${origin ?? "https://example.com"}" }`;
  const problem = { code: "missing-origin", reason: "is not an object of options", advice } as const;
  throw new CorsConfigError([issueOf("origin", written, problem)]);
}
