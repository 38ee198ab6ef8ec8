import { serializeOrigin } from "../fetch-standard/serialized-origin.ts";
import { isPattern } from "./origin-patterns.ts";

/**
 * Whether `text` starts with a scheme that the origin of a page can have. Browsers never send an `Origin` with one of
 * the excluded schemes.
 */
export const hasPageScheme = (text: string): boolean => !/^(?:wss?|ftp|data|javascript|about|blob):/i.test(text);

/**
 * Whether `text` starts with a scheme that is followed by `://`, or with `http:` or `https:`. `localhost:3000` does
 * not.
 */
export const hasScheme = (text: string): boolean => /^(?:[a-z][a-z\d+.-]*:\/\/|https?:)/i.test(text);

/** A port that replaces `:*`, because the URL parser accepts only numbers as ports. It is unlikely to be configured. */
const ANY_PORT = ":65432";

/** Matches a serialized pattern whose host is an IP address, or a domain without empty labels. */
const PATTERN = /^[^/]+\/\/(?:(?:\*\.)?[a-z\d_-]+(?:\.[a-z\d_-]+)*|\[.+\])(?::\d+)?$/;

/**
 * Matches an origin whose host has no empty label. A dot at the end is allowed, because it stands for the root of the
 * domain name system. Commas and semicolons are not allowed, although host names can contain them, because they
 * separate the entries of lists.
 */
const ORIGIN = /^(?!.*(?:\/\/\.|\.\.))[^*,;]+$/;

/**
 * Serializes an entry of the option `origin`, which is an origin or a pattern. Returns `undefined` if `text` is
 * neither. An entry is valid if it equals its serialization.
 */
export function serializeEntry(text: string): string | undefined {
  const example = text.replace(":*", ANY_PORT);
  const origin = serializeOrigin(example);
  if (!origin || !hasPageScheme(origin) || !(isPattern(text) ? PATTERN : ORIGIN).test(origin)) return undefined;
  return example === text ? origin : origin.replace(ANY_PORT, ":*");
}

/** Returns the valid entry that an invalid one most likely stands for, or `undefined`. */
export function suggestEntry(text: string): string | undefined {
  const page = text
    .replace(/^["']|["']$/g, "")
    // The page that opens a WebSocket has an `http` or `https` origin.
    .replace(/^ws(?=s?:\/\/)/i, "http")
    .replace("://.", "://*.");
  if (hasScheme(page)) return serializeEntry(page);
  const host = page.replace(/^(?:\/\/)?/, "").replace(/^\./, "*.");
  // A server on loopback or at an IP address of a local network rarely has a TLS certificate.
  if (/^(?:(?:.+\.)?localhost|[\d.]+|\[[\da-f:.]+\])(?:[:/]|$)/i.test(host)) return serializeEntry(`http://${host}`);
  // A word such as "true" is not a domain.
  return /^[^/:]+\.[^\d/:.][^/:.]*\.?(?:[:/]|$)/.test(host) ? serializeEntry(`https://${host}`) : undefined;
}
