import { brotliDecompressSync, gunzipSync, inflateSync } from "node:zlib";
import type { Answer } from "../transport/answer.ts";

const DECODERS: Readonly<Record<string, (bytes: Uint8Array) => Uint8Array>> = {
  gzip: gunzipSync,
  deflate: inflateSync,
  br: brotliDecompressSync,
};

/** The body of a response as text; as it came if it is cut, or compressed in a way that this runtime does not know. */
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

/** Words that change from one response to the next without meaning anything: times, numbers, identifiers. */
const VOLATILE = /\b\w*\d\w*\b/g;

const words = (text: string): Set<string> => new Set(text.replace(VOLATILE, "").match(/\p{L}+/gu) ?? []);

/**
 * Whether a response tells more than what everyone gets.
 *
 * @param everyone - Responses to requests without cookies; the more there are, the less is taken for personal.
 */
export function tellsMore(text: string, everyone: readonly string[]): boolean {
  if (everyone.includes(text)) return false;
  const isStable = everyone.every((one) => one === everyone[0]);
  if (isStable) return text !== "";
  const known = new Set(everyone.flatMap((one) => [...words(one)]));
  return [...words(text)].some((word) => !known.has(word));
}
