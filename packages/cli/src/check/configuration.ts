import type { CorsPolicy } from "@fetch-cors/core";
import { ExportError, type ServerConfiguration, type ServerName } from "@fetch-cors/export";
import { EXPORTS, SERVERS } from "../export/servers.ts";

/** A server whose configuration `--fix` prints. */
export type FixTarget = ServerName;

export const FIX_TARGETS: readonly FixTarget[] = SERVERS;

/** A policy as configuration for a server, or the reason why the server cannot express it. */
export function configurationFor(policy: CorsPolicy, target: FixTarget): ServerConfiguration | string {
  try {
    return EXPORTS[target](policy);
  } catch (error) {
    if (error instanceof ExportError) return error.message;
    throw error;
  }
}
