import { type ExportablePolicy, readPolicy } from "./describe-policy.ts";
import { refusing } from "./export-error.ts";
import { type ExportOptions, readExportOptions } from "./export-options.ts";
import { headerVariables, isHashed, MOST_INLINE, nginxMaps, originEntries } from "./nginx/maps.ts";
import { njsFilter } from "./nginx/njs-filter.ts";
import type { PolicyDescription } from "./policy-description.ts";
import { CORS_RESPONSE_HEADERS, generatedComment } from "./response-headers.ts";
import type { ConfigurationPart, DataFile, ServerConfiguration } from "./server-configuration.ts";

/** The protocol that nginx uses for an upstream. Each protocol has its own directives. */
export type NginxUpstream = "proxy" | "fastcgi" | "grpc" | "scgi" | "uwsgi";

const UPSTREAMS: readonly NginxUpstream[] = ["proxy", "fastcgi", "grpc", "scgi", "uwsgi"];

/** Options of the export for nginx. */
export interface NginxOptions extends ExportOptions {
  /**
   * `"njs"` uses the module `ngx_http_js_module`. A policy that exposes all response headers with credentials needs it.
   * Every location then needs the part `location`, because nginx does not allow `js_header_filter` in a server.
   */
  readonly module?: "njs" | undefined;
  /** The protocols of the upstreams, whose CORS headers are removed. Defaults to `"proxy"`. */
  readonly upstream?: NginxUpstream | readonly NginxUpstream[] | undefined;
}

/**
 * Exports a policy for nginx.
 *
 * The part `http` contains maps. The part `server` responds to preflights and sets headers. A location with its own
 * `add_header` or `proxy_hide_header` inherits none, so it needs the part `location`.
 *
 * @param policy - A compiled policy, or its options.
 * @param options - The names, directory, version, module and upstream protocols.
 * @returns The parts, and the files that they refer to.
 * @throws {ExportError} With every reason why nginx cannot respond exactly as `withCors` does.
 *
 * @example
 * ```ts
 * import { toNginx } from "@fetch-cors/export";
 *
 * const { parts, files } = toNginx({ origin: "https://app.example.com" });
 * parts.map(({ name, file }) => `${name}: ${file}`);
 * // → ["http: cors-http.conf", "server: cors-server.conf", "location: cors-location.conf"]
 * files; // → []
 * ```
 *
 * @see https://nginx.org/en/docs/http/ngx_http_map_module.html
 */
export function toNginx(policy: ExportablePolicy, options: NginxOptions = {}): ServerConfiguration {
  return refusing("nginx", (refuse) => {
    const description = readPolicy(policy, refuse);
    const { module, upstream = "proxy" } = options;
    const read = readExportOptions(options, { oldest: "1.22", known: ["module", "upstream"] }, refuse);
    if (module !== undefined && module !== "njs") {
      refuse("invalid-option", "options.module", module, 'Write "njs", or leave it out');
    }
    const upstreams = typeof upstream === "string" ? [upstream] : upstream;
    for (const one of upstreams.filter((name) => !UPSTREAMS.includes(name))) {
      refuse("invalid-option", "options.upstream", one, `Write some of ${UPSTREAMS.join(", ")}`);
    }
    if (description.exposedHeaders.all && module !== "njs") {
      const message = 'nginx can expose all headers only with njs; pass { module: "njs" }, or list the header names';
      refuse("exposes-all-names", "exposedHeaders", "*", message);
    }
    const { name, pathOf, isAtLeast } = read;
    const { exact } = description.origins === "*" ? { exact: [] } : description.origins;
    const files = dataFiles(description, { name, exact, hasNjs: module === "njs" });
    const originFile = files.find(({ file }) => file.endsWith(".map"))?.file;
    const njsFile = files.find(({ file }) => file.endsWith(".js"))?.file;
    const maps = nginxMaps({ description, name, originFile: originFile && pathOf(originFile) });
    const headers = headerLines(description, { name, upstreams, hasNjs: njsFile !== undefined });
    const part = (part: string, place: string, content: string): ConfigurationPart => ({
      name: part,
      place,
      file: `${name}-${part}.conf`,
      content: `${generatedComment("#", `Place: ${place}`)}\n${content}`,
    });
    const tables = exact.length > MOST_INLINE ? hashSizes(exact) : "";
    const code = njsFile ? `js_import ${name} from ${pathOf(njsFile)};\n\n` : "";
    // Since 1.29.3, a location can inherit the headers of its server.
    const inherit = isAtLeast("1.29.3") ? "add_header_inherit merge;\n" : "";
    return {
      server: "nginx",
      parts: [
        part("http", "in http { }, once", `${tables}${code}${maps}`),
        part(
          "server",
          "in server { } or location { }, before every rewrite, return and if",
          `${preflightLines(description, name)}\n${inherit}${headers.replace(/^js_header_filter.*\n/m, "")}`,
        ),
        part(
          "location",
          njsFile
            ? "in every location { }, because nginx does not allow js_header_filter in a server"
            : "in each location { } that has its own add_header or *_hide_header, because it then inherits none",
          headers,
        ),
      ],
      files,
    };
  });
}

/**
 * Responds to preflights before authentication and locations. The text keeps the user's error_page from replacing it.
 */
const preflightLines = ({ preflightStatus }: PolicyDescription, name: string): string => `# CORS-preflight requests
if ($${name}_case = preflight) {
    return ${preflightStatus};
}
if ($${name}_case = denied) {
    return 403 "The CORS policy does not allow this origin";
}
`;

function headerLines(
  description: PolicyDescription,
  { name, upstreams, hasNjs }: { name: string; upstreams: readonly NginxUpstream[]; hasNjs: boolean },
): string {
  const set = headerVariables(description, name).map(
    ({ header, variable }) => `add_header ${header} $${variable} always;`,
  );
  const hidden = upstreams.flatMap((upstream) =>
    CORS_RESPONSE_HEADERS.map((header) => `${upstream}_hide_header ${header};`),
  );
  const filter = hasNjs ? [`js_header_filter ${name}.filterHeaders;`] : [];
  return `# CORS headers, also on errors
${[...set, `add_header Vary $${name}_vary always;`].join("\n")}

# Remove the CORS headers of the upstream
${[...hidden, ...filter].join("\n")}
`;
}

function dataFiles(
  description: PolicyDescription,
  { name, exact, hasNjs }: { readonly name: string; readonly exact: readonly string[]; readonly hasNjs: boolean },
): readonly DataFile[] {
  const files: DataFile[] = [];
  if (exact.length > MOST_INLINE) {
    files.push({
      file: `${name}-origins.map`,
      purpose: "the allowed origins, which a map includes",
      content:
        generatedComment("#") +
        originEntries(exact)
          .map((entry) => `${entry};\n`)
          .join(""),
    });
  }
  if (hasNjs) {
    files.push({
      file: `${name}.js`,
      purpose: "the filter of response headers, which njs imports",
      content: njsFilter(description, name),
    });
  }
  return files;
}

/** The sizes of the hash tables; nginx's defaults are for short lists. These directives may occur only once in http. */
function hashSizes(exact: readonly string[]): string {
  const longest = Math.max(...exact.map((origin) => origin.length));
  const bucket = exact.every(isHashed) ? 64 : 64 * Math.ceil((longest + 2 + 8 + 8 + 8) / 64);
  return `# The hash table of the origins. nginx permits each of these directives only once.
map_hash_max_size ${2 ** Math.ceil(Math.log2(exact.length * 2))};
map_hash_bucket_size ${bucket};

`;
}
