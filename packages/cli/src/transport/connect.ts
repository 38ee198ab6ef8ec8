import { request as sendToProxy } from "node:http";
import { request as sendToSecureProxy } from "node:https";
import { connect as connectTcp, isIP, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { proxyAuthorization, proxyFor } from "./proxy.ts";
import type { ResolvedHosts } from "./resolve-option.ts";
import { UnreachableError } from "./unreachable-error.ts";

/** How connections are made. */
export interface ConnectOptions {
  /** Whether a certificate that browsers reject is accepted. */
  readonly insecure: boolean;
  /** Whether HTTP/2 is offered. */
  readonly http2: boolean;
  readonly resolve: ResolvedHosts;
  /** The path of a Unix socket for all connections. */
  readonly unixSocket: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A connection, and whether it uses HTTP/2. */
export interface Connection {
  readonly socket: Socket;
  readonly isHttp2: boolean;
}

const bare = (hostname: string): string => hostname.replace(/^\[|\]$/g, "");

const portOf = ({ port, protocol }: URL): number => Number(port || (protocol === "https:" ? 443 : 80));

/** Waits until a socket is connected. */
const connected = (socket: Socket, event: string, signal: AbortSignal): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const abort = (): void => void socket.destroy(signal.reason);
    socket.once(event, () => {
      socket.off("error", reject);
      signal.removeEventListener("abort", abort);
      resolve(socket);
    });
    socket.once("error", reject);
    signal.addEventListener("abort", abort, { once: true });
    if (signal.aborted) abort();
  });

/** A tunnel through a proxy. */
const openTunnel = (proxy: URL, target: URL, signal: AbortSignal): Promise<Socket> =>
  new Promise((resolve, reject) => {
    const host = `${target.hostname}:${portOf(target)}`;
    const send = proxy.protocol === "https:" ? sendToSecureProxy : sendToProxy;
    const request = send({
      host: bare(proxy.hostname),
      port: portOf(proxy),
      method: "CONNECT",
      path: host,
      headers: { Host: host, ...proxyAuthorization(proxy) },
      agent: false,
      signal,
    });
    const refuse = (reason: string): void => reject(new UnreachableError(`The proxy ${proxy.host} ${reason}`));
    request.on("connect", ({ statusCode = 0 }, socket) => {
      if (statusCode >= 200 && statusCode < 300) return resolve(socket as Socket);
      socket.destroy();
      refuse(
        `rejects a connection to ${host} with status ${statusCode}; check HTTPS_PROXY, or add the host to NO_PROXY`,
      );
    });
    request.on("response", ({ statusCode }) => {
      request.destroy();
      refuse(`responds to CONNECT with status ${statusCode}`);
    });
    request.on("error", (error) => {
      if (signal.aborted) reject(signal.reason);
      else refuse(`cannot be reached: ${error.message || Object(error).code}`);
    });
    request.end();
  });

/** The proxy through which a URL is requested without a tunnel. */
export function plainProxyFor(url: URL, { env, unixSocket, resolve }: ConnectOptions): URL | undefined {
  if (url.protocol !== "http:" || unixSocket !== undefined || resolve.has(`${url.hostname}:${portOf(url)}`))
    return undefined;
  const proxy = proxyFor(url, env);
  return proxy?.protocol === "http:" ? proxy : undefined;
}

async function openSocket(url: URL, options: ConnectOptions, signal: AbortSignal): Promise<Socket> {
  const { unixSocket, resolve, env } = options;
  if (unixSocket !== undefined) return connected(connectTcp(unixSocket), "connect", signal);
  const address = resolve.get(`${url.hostname}:${portOf(url)}`);
  const proxy = address === undefined ? proxyFor(url, env) : undefined;
  if (proxy && (url.protocol === "https:" || proxy.protocol === "https:")) return openTunnel(proxy, url, signal);
  const target = proxy ?? url;
  const host = address ?? bare(target.hostname);
  return connected(connectTcp({ host, port: portOf(target), autoSelectFamily: true }), "connect", signal);
}

/** Opens a connection for requests to the origin of `url`. */
export async function connect(url: URL, options: ConnectOptions, signal: AbortSignal): Promise<Connection> {
  const socket = await openSocket(url, options, signal);
  socket.setNoDelay(true);
  if (url.protocol !== "https:") return { socket, isHttp2: false };
  const host = bare(url.hostname);
  const secure = connectTls({
    socket,
    ...(!isIP(host) && { servername: host }),
    host,
    rejectUnauthorized: !options.insecure,
    ALPNProtocols: options.http2 ? ["h2", "http/1.1"] : ["http/1.1"],
  });
  await connected(secure, "secureConnect", signal);
  return { socket: secure, isHttp2: secure.alpnProtocol === "h2" };
}
