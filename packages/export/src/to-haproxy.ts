import { type ExportablePolicy, readPolicy } from "./describe-policy.ts";
import { refusing } from "./export-error.ts";
import { type ExportOptions, readExportOptions } from "./export-options.ts";
import { haproxyRules } from "./haproxy/frontend.ts";
import { generatedComment } from "./response-headers.ts";
import type { ServerConfiguration } from "./server-configuration.ts";

/**
 * Exports a policy to HAProxy.
 *
 * The part belongs into a `frontend` or `listen` section, before every other `http-request` rule. The exact origins are
 * in a file, which HAProxy loads into a tree.
 *
 * @param policy - A compiled policy, or its options.
 * @param options - Names and places.
 * @returns The part, and the file with the exact origins.
 * @throws {ExportError} With every reason why HAProxy cannot answer exactly as `withCors` does.
 *
 * @example
 * ```ts
 * import { toHaproxy } from "@fetch-cors/export";
 *
 * const { parts, files } = toHaproxy({ origin: "https://app.example.com" }, { directory: "/etc/haproxy" });
 * parts.map(({ name, file }) => `${name}: ${file}`); // → ["frontend: cors-frontend.cfg"]
 * files.map(({ file }) => file); // → ["cors-origins.lst"]
 * ```
 *
 * @see https://docs.haproxy.org/2.6/configuration.html#4.2-http-after-response
 */
export function toHaproxy(policy: ExportablePolicy, options: ExportOptions = {}): ServerConfiguration {
  return refusing("HAProxy", (refuse) => {
    const description = readPolicy(policy, refuse);
    const { name, pathOf } = readExportOptions(options, { oldest: "2.6" }, refuse);
    const { origins } = description;
    const hasList = origins !== "*" && origins.exact.length > 0;
    const list = `${name}-origins.lst`;
    const place = "in a frontend or listen section, before every other http-request rule";
    return {
      server: "haproxy",
      parts: [
        {
          name: "frontend",
          place,
          file: `${name}-frontend.cfg`,
          content: `${generatedComment("#", `Place: ${place}`)}\n${haproxyRules({ description, name, originFile: pathOf(list) })}`,
        },
      ],
      files: hasList
        ? [
            {
              file: list,
              purpose: "the allowed origins, which HAProxy loads when it starts",
              content: generatedComment("#") + origins.exact.map((origin) => `${origin}\n`).join(""),
            },
          ]
        : [],
    };
  });
}
