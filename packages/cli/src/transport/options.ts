import { UsageError } from "../usage-error.ts";
import type { TransportOptions } from "./create-transport.ts";
import { readResolveOptions } from "./resolve-option.ts";

/** The options of the transport for `parseArgs`, the same for every command. */
export const TRANSPORT_OPTIONS = {
  insecure: { type: "boolean", short: "k" },
  "http1.1": { type: "boolean" },
  resolve: { type: "string", multiple: true },
  "unix-socket": { type: "string" },
  timeout: { type: "string" },
} as const;

/** Their part of `--help`. */
export const TRANSPORT_HELP = `  -k, --insecure          accept a certificate that browsers reject
      --http1.1           do not offer HTTP/2
      --resolve H:P:ADDR  connect to ADDR for host H and port P, as in curl
      --unix-socket PATH  connect to a Unix socket
      --timeout SECONDS   how long to wait for a response (default 10)`;

/** The values as `parseArgs` returns them. */
export interface TransportValues {
  readonly insecure?: boolean | undefined;
  readonly "http1.1"?: boolean | undefined;
  readonly resolve?: readonly string[] | undefined;
  readonly "unix-socket"?: string | undefined;
  readonly timeout?: string | undefined;
}

/**
 * Reads the options of the transport.
 *
 * @throws {UsageError} If a value cannot be used.
 */
export function readTransportOptions(values: TransportValues): TransportOptions {
  const { timeout } = values;
  if (timeout !== undefined && !(Number(timeout) > 0)) {
    throw new UsageError(`--timeout: ${JSON.stringify(timeout)} is not a number of seconds; write one like 10`);
  }
  readResolveOptions(values.resolve ?? []);
  return {
    insecure: values.insecure ?? false,
    http2: !values["http1.1"],
    resolve: values.resolve ?? [],
    unixSocket: values["unix-socket"],
    ...(timeout !== undefined && { timeout: Number(timeout) }),
  };
}
