import type { CorsPolicy } from "@fetch-cors/core";
import {
  type ExportOptions,
  type NginxOptions,
  type ServerConfiguration,
  type ServerName,
  toApache,
  toCaddy,
  toEnvoy,
  toHaproxy,
  toNginx,
} from "@fetch-cors/export";

/** The exports by server. Each rejects unknown options. */
export const EXPORTS: Readonly<
  Record<ServerName, (policy: CorsPolicy, options?: ExportOptions & NginxOptions) => ServerConfiguration>
> = {
  nginx: toNginx,
  apache: toApache,
  caddy: toCaddy,
  haproxy: toHaproxy,
  envoy: toEnvoy,
};

/** The servers that a policy can be exported to. */
export const SERVERS = Object.keys(EXPORTS) as readonly ServerName[];

/** Whether a policy can be exported to a server of this name. */
export const isServer = (name: string): name is ServerName => Object.hasOwn(EXPORTS, name);
