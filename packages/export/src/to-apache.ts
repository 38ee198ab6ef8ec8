import { apacheHeaders, apacheOrigins, apachePreflight } from "./apache/virtual-host.ts";
import { type ExportablePolicy, readPolicy } from "./describe-policy.ts";
import { refusing } from "./export-error.ts";
import { type ExportOptions, readExportOptions } from "./export-options.ts";
import { generatedComment } from "./response-headers.ts";
import type { DataFile, ServerConfiguration } from "./server-configuration.ts";

/** The maximum number of origins in a part. If there are more, they are looked up in a DBM file. */
const MOST_INLINE = 1000;

/** The statuses that Apache accepts in a rewrite rule. It does not start with a different one. */
const KNOWN_STATUSES: readonly number[] = [200, 201, 202, 203, 204, 205, 206, 226];

/**
 * Exports a policy for Apache, with the modules `setenvif`, `rewrite` and `headers`.
 *
 * The export has one part. Put it in each `<VirtualHost>`, because a virtual host does not inherit rewrite rules, and
 * before your other rewrite rules.
 *
 * @param policy - A compiled policy, or its options.
 * @param options - The names, directory and version.
 * @returns The part. More than 1,000 exact origins are in a separate file, which `httxt2dbm` converts to a DBM file.
 * @throws {ExportError} With every reason why Apache cannot respond exactly as `withCors` does.
 *
 * @example
 * ```ts
 * import { toApache } from "@fetch-cors/export";
 *
 * const { parts } = toApache({ origin: "https://app.example.com" });
 * parts.map(({ name, file }) => `${name}: ${file}`); // → ["virtual-host: cors-virtual-host.conf"]
 * ```
 *
 * @see https://httpd.apache.org/docs/2.4/mod/mod_headers.html
 */
export function toApache(policy: ExportablePolicy, options: ExportOptions = {}): ServerConfiguration {
  return refusing("Apache", (refuse) => {
    const description = readPolicy(policy, refuse);
    const { name, pathOf } = readExportOptions(options, { oldest: "2.4" }, refuse);
    const { exposedHeaders, origins, preflightStatus } = description;
    if (exposedHeaders.all) {
      refuse(
        "exposes-all-names",
        "exposedHeaders",
        "*",
        "Apache cannot list the headers of a response; list the header names instead",
      );
    }
    if (!KNOWN_STATUSES.includes(preflightStatus)) {
      const message = `Apache does not start with this status; write one of ${KNOWN_STATUSES.join(", ")}`;
      refuse("unknown-status", "preflightStatus", preflightStatus, message);
    }
    const isLong = origins !== "*" && origins.exact.length > MOST_INLINE;
    const list = `${name}-origins.txt`;
    const database = `${name}-origins.dbm`;
    const files: readonly DataFile[] = isLong
      ? [
          {
            file: list,
            purpose: `the allowed origins; convert it to the file that Apache reads: httxt2dbm -f sdbm -i ${list} -o ${database}`,
            content: generatedComment("#") + origins.exact.map((origin) => `${origin} 1\n`).join(""),
          },
        ]
      : [];
    const place = "in each <VirtualHost>, before every other rewrite rule";
    const comment = generatedComment(
      "#",
      `Place: ${place}`,
      "Modules: setenvif, rewrite, headers",
      ...(isLong ? [`Before Apache starts: httxt2dbm -f sdbm -i ${list} -o ${database}`] : []),
    );
    const context = { description, name, database: isLong ? pathOf(database) : undefined };
    return {
      server: "apache",
      parts: [
        {
          name: "virtual-host",
          place,
          file: `${name}-virtual-host.conf`,
          content: [comment, apacheOrigins(context), apachePreflight(context), apacheHeaders(context)].join("\n"),
        },
      ],
      files,
    };
  });
}
