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

/**
 * Whether a browser can send `origin` at all: no control, no space, no non-ASCII, and at most 512 bytes, which is more
 * than a scheme, the longest host that resolves, and a port.
 */
export const isPlausibleOrigin = (origin: string): boolean => /^[!-~]{1,512}$/.test(origin);

const ORIGIN = /^([a-z][a-z\d+.-]*:\/\/)([a-z\d_-]+(?:\.[a-z\d_-]+)*|\[[\da-f:.]+\])(:[1-9]\d{0,4})?$/;

/** A serialized origin never names the default port of its scheme. See https://url.spec.whatwg.org/#default-port. */
const DEFAULT_PORT = /^(?:(?:http|ws):.*:80|(?:http|ws)s:.*:443|ftp:.*:21)$/;

/**
 * Takes a serialized origin apart: its scheme with `://`, its host, and its port with the colon, empty for the default one.
 *
 * @returns `undefined` where `origin` is, byte for byte, no serialized origin with a domain or an IP address.
 */
export function parseOrigin(origin: string): readonly [scheme: string, host: string, port: string] | undefined {
  const [, scheme, host = "", port = ""] = ORIGIN.exec(origin) ?? [];
  if (!scheme || Number(port.slice(1)) > 65_535 || DEFAULT_PORT.test(origin)) return undefined;
  return [scheme, host, port];
}
