import { caddyErrors, caddySite } from "./caddy/site.ts";
import { type ExportablePolicy, readPolicy } from "./describe-policy.ts";
import { refusing } from "./export-error.ts";
import { type ExportOptions, readExportOptions } from "./export-options.ts";
import { generatedComment } from "./response-headers.ts";
import type { ConfigurationPart, ServerConfiguration } from "./server-configuration.ts";

/**
 * Exports a policy for Caddy, as pieces of a Caddyfile.
 *
 * Put the part `site` first in a `route` that contains all directives of the site, because outside of a route, Caddy
 * runs authentication and redirects before it responds to a preflight. Put the part `errors` first in `handle_errors`.
 *
 * @param policy - A compiled policy, or its options.
 * @param options - The names, directory and version.
 * @returns The parts.
 * @throws {ExportError} With every reason why Caddy cannot respond exactly as `withCors` does.
 *
 * @example
 * ```ts
 * import { toCaddy } from "@fetch-cors/export";
 *
 * const { parts } = toCaddy({ origin: "https://app.example.com" });
 * parts.map(({ name, file }) => `${name}: ${file}`); // → ["site: cors-site.caddy", "errors: cors-errors.caddy"]
 * ```
 *
 * @see https://caddyserver.com/docs/caddyfile/directives/map
 */
export function toCaddy(policy: ExportablePolicy, options: ExportOptions = {}): ServerConfiguration {
  return refusing("Caddy", (refuse) => {
    const description = readPolicy(policy, refuse);
    const { name } = readExportOptions(options, { oldest: "2.6" }, refuse);
    if (description.exposedHeaders.all) {
      refuse(
        "exposes-all-names",
        "exposedHeaders",
        "*",
        "Caddy cannot list the headers of a response; list the header names instead",
      );
    }
    const part = (part: string, place: string, content: string): ConfigurationPart => ({
      name: part,
      place,
      file: `${name}-${part}.caddy`,
      content: `${generatedComment("#", `Place: ${place}`)}\n${content}`,
    });
    return {
      server: "caddy",
      parts: [
        part("site", "first in a route { } that contains all directives of the site", caddySite(description, name)),
        part("errors", "first in the handle_errors { } of the site", caddyErrors(description, name)),
      ],
      files: [],
    };
  });
}
