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
