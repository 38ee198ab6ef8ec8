import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import type { Answer } from "../transport/answer.ts";

const DECODERS: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  gzip: gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
};

/**
 * The body of a response as text. It stays compressed if it is cut off, or if the runtime does not support its
 * encoding.
 */
export function bodyText({ body, headers }: Pick<Answer, "body" | "headers">): string {
  if (body === null) return "";
  const encoding = headers
    .find(([name]) => name.toLowerCase() === "content-encoding")?.[1]
    .trim()
    .toLowerCase();
  try {
    const bytes = (encoding && DECODERS[encoding]?.(body)) || body;
    return new TextDecoder().decode(bytes);
  } catch {
    return Buffer.from(body).toString("latin1");
  }
}

/** Insignificant words that change from one response to the next: times, numbers, identifiers. */
const VOLATILE = /\b\w*\d\w*\b/g;

const words = (text: string): Set<string> => new Set(text.replace(VOLATILE, "").match(/\p{L}+/gu) ?? []);

/**
 * Whether a response reveals more than the public responses.
 *
 * @param everyone - The public responses: those to requests without cookies. More of them reduce false positives.
 */
export function tellsMore(text: string, everyone: readonly string[]): boolean {
  if (everyone.includes(text)) return false;
  const isStable = everyone.every((one) => one === everyone[0]);
  if (isStable) return text !== "";
  const known = new Set(everyone.flatMap((one) => [...words(one)]));
  return [...words(text)].some((word) => !known.has(word));
}
