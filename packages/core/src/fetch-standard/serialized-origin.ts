/**
 * The default port of each scheme, which a serialized origin leaves out. See https://url.spec.whatwg.org/#default-port.
 */
const DEFAULT_PORTS: Readonly<Record<string, string | undefined>> = { http: "80", https: "443" };

/**
 * Serializes the origin of a URL as browsers send it in `Origin`. Returns `undefined` if `text` is not a URL or has no
 * host.
 *
 * Unlike `URL.origin`, it also serializes the origins of apps and extensions (`capacitor://localhost`), which browsers
 * send too. The origin of a `file:` URL is opaque, but WebViews and Electron send `file://`, so the result is
 * `file://`. See https://html.spec.whatwg.org/#ascii-serialisation-of-an-origin.
 */
export function serializeOrigin(text: string): string | undefined {
  try {
    const { protocol, host } = new URL(text);
    if (protocol === "file:") return "file://";
    return host ? `${protocol}//${host}` : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether a serialized origin with this scheme can end with this port: a number up to 65535, without leading zeros,
 * that is not the default port. See https://url.spec.whatwg.org/#port-state.
 */
export const isSerializedPort = (port: string, scheme: string): boolean =>
  /^[1-9]\d{0,4}$/.test(port) && Number(port) <= 65_535 && port !== DEFAULT_PORTS[scheme];

/**
 * The length of the longest origin that is accepted, in bytes. It exceeds the combined length of a scheme, the longest
 * host name that resolves, and a port.
 */
export const MAX_ORIGIN_LENGTH = 512;

/**
 * Whether a browser can send `origin` as the value of `Origin`: it contains `://`, consists of printable ASCII
 * characters other than spaces and commas, and is not too long. `null` does not count, because every page can send it.
 *
 * The check is quick and coarse: it does not parse the origin.
 */
export const canBeSentByBrowser = (origin: string): boolean =>
  origin.length <= MAX_ORIGIN_LENGTH && /^[!-+\--~]+$/.test(origin) && origin.includes("://");
