import type { CorsPolicy } from "@fetch-cors/core";
import {
  ExportError,
  type ServerConfiguration,
  toApache,
  toCaddy,
  toEnvoy,
  toHaproxy,
  toNginx,
} from "@fetch-cors/export";

const EXPORTS = { nginx: toNginx, apache: toApache, caddy: toCaddy, haproxy: toHaproxy, envoy: toEnvoy } as const;

/** A server whose configuration `--fix` prints. */
export type FixTarget = keyof typeof EXPORTS;

export const FIX_TARGETS = Object.keys(EXPORTS) as readonly FixTarget[];

/** A policy as configuration of a server, or why that server cannot answer as the policy does. */
export function configurationFor(policy: CorsPolicy, target: FixTarget): ServerConfiguration | string {
  try {
    return EXPORTS[target](policy);
  } catch (error) {
    if (error instanceof ExportError) return error.message;
    throw error;
  }
}
