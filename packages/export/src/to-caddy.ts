import { caddyErrors, caddySite } from "./caddy/site.ts";
import { type ExportablePolicy, readPolicy } from "./describe-policy.ts";
import { refusing } from "./export-error.ts";
import { type ExportOptions, readExportOptions } from "./export-options.ts";
import { generatedComment } from "./response-headers.ts";
import type { ConfigurationPart, ServerConfiguration } from "./server-configuration.ts";

/**
 * Exports a policy to Caddy, as pieces of a Caddyfile.
 *
 * The part `site` is the first thing in a `route` that holds all directives of the site: outside of a route, Caddy
 * answers a preflight after authentication and redirects. The part `errors` belongs into `handle_errors`.
 *
 * @param policy - A compiled policy, or its options.
 * @param options - Names and places.
 * @returns The parts.
 * @throws {ExportError} With every reason why Caddy cannot answer exactly as `withCors` does.
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
      refuse("exposes-all-names", "exposedHeaders", "*", "Caddy cannot list the headers of a response; list them here");
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
        part(
          "site",
          "the first thing in a route { } that holds all directives of the site",
          caddySite(description, name),
        ),
        part("errors", "the first thing in handle_errors { } of the site", caddyErrors(description, name)),
      ],
      files: [],
    };
  });
}
