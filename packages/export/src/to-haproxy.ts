import { type ExportablePolicy, readPolicy } from "./describe-policy.ts";
import { refusing } from "./export-error.ts";
import { type ExportOptions, readExportOptions } from "./export-options.ts";
import { haproxyRules } from "./haproxy/frontend.ts";
import { generatedComment } from "./response-headers.ts";
import type { ServerConfiguration } from "./server-configuration.ts";

/**
 * The maximum number of origins in the part. If there are more, they are in a file, which HAProxy loads into a tree.
 */
const MOST_INLINE = 1000;

/**
 * Exports a policy for HAProxy.
 *
 * Put the part in a `frontend` or `listen` section, before every other `http-request` rule.
 *
 * @param policy - A compiled policy, or its options.
 * @param options - The names, directory and version.
 * @returns The part, and a file with the exact origins if there are more than 1,000.
 * @throws {ExportError} With every reason why HAProxy cannot respond exactly as `withCors` does.
 *
 * @example
 * ```ts
 * import { toHaproxy } from "@fetch-cors/export";
 *
 * const { parts } = toHaproxy({ origin: "https://app.example.com" });
 * parts.map(({ name, file }) => `${name}: ${file}`); // → ["frontend: cors-frontend.cfg"]
 * ```
 *
 * @see https://docs.haproxy.org/2.6/configuration.html#4.2-http-after-response
 */
export function toHaproxy(policy: ExportablePolicy, options: ExportOptions = {}): ServerConfiguration {
  return refusing("HAProxy", (refuse) => {
    const description = readPolicy(policy, refuse);
    const { name, pathOf } = readExportOptions(options, { oldest: "2.6" }, refuse);
    const { origins } = description;
    const isLong = origins !== "*" && origins.exact.length > MOST_INLINE;
    const list = `${name}-origins.lst`;
    const place = "in a frontend or listen section, before every other http-request rule";
    return {
      server: "haproxy",
      parts: [
        {
          name: "frontend",
          place,
          file: `${name}-frontend.cfg`,
          content: `${generatedComment("#", `Place: ${place}`)}\n${haproxyRules({ description, name, originFile: isLong ? pathOf(list) : undefined })}`,
        },
      ],
      files: isLong
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
