import { type ExportablePolicy, readPolicy } from "./describe-policy.ts";
import { luaFilter } from "./envoy/lua-filter.ts";
import { refusing } from "./export-error.ts";
import { type ExportOptions, readExportOptions } from "./export-options.ts";
import { generatedComment } from "./response-headers.ts";
import type { ServerConfiguration } from "./server-configuration.ts";

/** The maximum number of origins in the YAML. If there are more, the Lua code is in a file. */
const MOST_INLINE = 1000;

/**
 * Exports a policy for Envoy, as a Lua filter in YAML.
 *
 * Make the part the first entry in `http_filters`. Envoy's own CORS filter is not exact: it sets no `Vary`, and
 * responds to every preflight with a 200.
 *
 * @param policy - A compiled policy, or its options.
 * @param options - The names, directory and version.
 * @returns The part, and the Lua code in a file if there are more than 1,000 exact origins.
 * @throws {ExportError} With every reason why Envoy cannot respond exactly as `withCors` does.
 *
 * @example
 * ```ts
 * import { toEnvoy } from "@fetch-cors/export";
 *
 * const { parts } = toEnvoy({ origin: "https://app.example.com" });
 * parts.map(({ name, file }) => `${name}: ${file}`); // → ["filter: cors-filter.yaml"]
 * ```
 *
 * @see https://www.envoyproxy.io/docs/envoy/latest/configuration/http/http_filters/lua_filter
 */
export function toEnvoy(policy: ExportablePolicy, options: ExportOptions = {}): ServerConfiguration {
  return refusing("Envoy", (refuse) => {
    const description = readPolicy(policy, refuse);
    const { name, pathOf } = readExportOptions(options, { oldest: "1.40" }, refuse);
    const { origins } = description;
    const isLong = origins !== "*" && origins.exact.length > MOST_INLINE;
    const place = "as the first entry in http_filters";
    const code = luaFilter(description, name);
    const file = `${name}.lua`;
    const source = isLong
      ? `      filename: ${pathOf(file)}\n`
      : `      inline_string: |\n${code.replace(/^(?=.)/gm, "        ")}`;
    return {
      server: "envoy",
      parts: [
        {
          name: "filter",
          place,
          file: `${name}-filter.yaml`,
          content: `${generatedComment("#", `Place: ${place}`)}- name: ${name}
  typed_config:
    "@type": type.googleapis.com/envoy.extensions.filters.http.lua.v3.Lua
    default_source_code:
${source}`,
        },
      ],
      files: isLong ? [{ file, purpose: "the code of the filter", content: `${generatedComment("--")}${code}` }] : [],
    };
  });
}
