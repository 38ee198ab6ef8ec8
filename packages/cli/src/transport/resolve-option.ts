import { isIP } from "node:net";
import { UsageError } from "../usage-error.ts";

/** The addresses in `--resolve`, by `host:port`. */
export type ResolvedHosts = ReadonlyMap<string, string>;

/** Reads values of `--resolve`, `host:port:address` as in curl. */
export function readResolveOptions(values: readonly string[]): ResolvedHosts {
  return new Map(
    values.map((value) => {
      const [, host, port, address = ""] = /^([^:]+|\[[^\]]+\]):(\d+):(.+)$/.exec(value) ?? [];
      const ip = address.replace(/^\[|\]$/g, "");
      if (!host || !isIP(ip)) {
        throw new UsageError(
          `--resolve: ${JSON.stringify(value)} is not host:port:address; write api.example.com:443:127.0.0.1`,
        );
      }
      return [`${host.toLowerCase()}:${port}`, ip] as const;
    }),
  );
}
