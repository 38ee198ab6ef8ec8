import { UsageError } from "../usage-error.ts";
import { isLoopbackHost } from "./address-space.ts";

type Environment = Readonly<Record<string, string | undefined>>;

const read = (env: Environment, name: string): string => env[name.toLowerCase()] || env[name] || "";

/** Whether an entry of NO_PROXY, a host or a domain with or without a port, covers a URL. */
function covers(entry: string, { hostname, port, protocol }: URL): boolean {
  const [, name = "", entryPort] = /^(.*?)(?::(\d+))?$/.exec(entry) ?? [];
  if (entryPort && entryPort !== (port || (protocol === "https:" ? "443" : "80"))) return false;
  const domain = name.replace(/^\*?\./, "").toLowerCase();
  return domain === "*" || hostname === domain || hostname.endsWith(`.${domain}`);
}

/** The proxy for a URL, from HTTP_PROXY, HTTPS_PROXY and NO_PROXY. As in browsers, the local machine needs no proxy. */
export function proxyFor(url: URL, env: Environment): URL | undefined {
  const name = url.protocol === "https:" ? "HTTPS_PROXY" : "HTTP_PROXY";
  const value = read(env, name) || read(env, "ALL_PROXY");
  const exceptions = read(env, "NO_PROXY")
    .split(/[\s,]+/)
    .filter(Boolean);
  if (!value || isLoopbackHost(url.hostname) || exceptions.some((entry) => covers(entry, url))) return undefined;
  const proxy = /^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  if (!URL.canParse(proxy) || !/^https?:$/.test(new URL(proxy).protocol)) {
    throw new UsageError(
      `${name}: ${JSON.stringify(value)} is not the URL of an HTTP proxy; write http://proxy.example:3128`,
    );
  }
  return new URL(proxy);
}

/** The header that authenticates to a proxy, if the proxy's URL has a user name. */
export function proxyAuthorization({ username, password }: URL): Record<string, string> {
  if (!username) return {};
  const text = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { "Proxy-Authorization": `Basic ${Buffer.from(text).toString("base64")}` };
}
