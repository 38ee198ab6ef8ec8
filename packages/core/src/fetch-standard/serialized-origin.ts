/** The ports that a serialized origin leaves out, by scheme. See https://url.spec.whatwg.org/#default-port. */
const DEFAULT_PORTS: Readonly<Record<string, string | undefined>> = { http: "80", https: "443" };

/**
 * The origin of a URL, serialized as a browser sends it; `undefined` if `text` is not a URL or has no host.
 *
 * Unlike `URL.origin` it keeps the origins of apps and extensions (`capacitor://localhost`), which browsers send too. The
 * origin of a `file:` URL is opaque, but WebViews and Electron send `file://` for it.
 * See https://html.spec.whatwg.org/#ascii-serialisation-of-an-origin.
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

/** Whether a serialized origin of this scheme can end with this port. See https://url.spec.whatwg.org/#port-state. */
export const isSerializedPort = (port: string, scheme: string): boolean =>
  /^[1-9]\d{0,4}$/.test(port) && Number(port) <= 65_535 && port !== DEFAULT_PORTS[scheme];

/** In bytes: longer than a scheme, the longest host name that resolves, and a port. */
export const MAX_ORIGIN_LENGTH = 512;

/**
 * Whether a browser can send `origin`: a scheme and a host, without commas, control characters, spaces and non-ASCII
 * characters, and not too long. `null` is not one: every page can send it.
 */
export const canBeSentByBrowser = (origin: string): boolean =>
  origin.length <= MAX_ORIGIN_LENGTH && /^[!-+\--~]+$/.test(origin) && origin.includes("://");
