/**
 * Returns the `Content-Type` that Bun uses for a body without one: that of text, or that of binary data.
 *
 * Bun records whether the body was a string, but has no API that returns it. A string is valid UTF-8, and rarely
 * contains a binary data byte.
 *
 * @see https://mimesniff.spec.whatwg.org/#binary-data-byte
 */
export async function textOrBytes(body: Blob): Promise<string> {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await body.arrayBuffer());
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the binary data bytes
    if (!/[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]/.test(text)) return "text/plain;charset=utf-8";
  } catch {
    // Not UTF-8.
  }
  return "application/octet-stream";
}
