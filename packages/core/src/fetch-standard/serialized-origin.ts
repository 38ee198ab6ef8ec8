/**
 * The origin of a URL, serialized as a browser would send it; `undefined` where `text` is no URL or has no host.
 *
 * Unlike `URL.origin` it keeps the origins of apps and extensions (`capacitor://localhost`), which browsers send too.
 * See https://html.spec.whatwg.org/#ascii-serialisation-of-an-origin.
 */
export function serializeOrigin(text: string): string | undefined {
  try {
    const { protocol, host } = new URL(text);
    // The origin of a `file:` URL is opaque, that is: `null`.
    return host && protocol !== "file:" ? `${protocol}//${host}` : undefined;
  } catch {
    return undefined;
  }
}

/** In bytes: more than a scheme, the longest host that resolves, and a port. */
export const MAX_ORIGIN_LENGTH = 512;

/** Whether a browser can send `origin` at all: no control, no space, no non-ASCII, and not too long. */
export const isPlausibleOrigin = (origin: string): boolean =>
  origin.length <= MAX_ORIGIN_LENGTH && /^[!-~]+$/.test(origin);

/** A serialized origin never names the default port of its scheme. See https://url.spec.whatwg.org/#default-port. */
const DEFAULT_PORT = /^(?:(?:http|ws):\/\/80|(?:http|ws)s:\/\/443|ftp:\/\/21)$/;

/** Whether a serialized origin with this scheme (`https://`) can have this port, written in digits. */
const isPort = (scheme: string, port: string): boolean =>
  /^[1-9]/.test(port) && Number(port) < 65_536 && !DEFAULT_PORT.test(scheme + port);

const ORIGIN = /^([a-z][a-z\d+.-]*:\/\/)(?:[a-z\d_-]+(?:\.[a-z\d_-]+)*|\[[\da-f:.]+\])(?::(\d+))?$/;

/** Whether `origin` is, byte for byte, a serialized origin with a domain or an IP address. */
export function isSerializedOrigin(origin: string): boolean {
  const [, scheme, port] = ORIGIN.exec(origin) ?? [];
  return !!scheme && (port === undefined || isPort(scheme, port));
}
