import { serializeOrigin } from "../fetch-standard/serialized-origin.ts";
import { isPattern } from "./origin-patterns.ts";

/** Whether pages can have the scheme: the URLs of these schemes are never the address of a page with an origin of its own. */
export const isOfPages = (text: string): boolean => !/^(?:wss?|ftp|data|javascript|about|blob):/i.test(text);

/** Whether the URL parser finds a scheme: `localhost:3000` has none. */
export const hasScheme = (text: string): boolean => /^(?:[a-z][a-z\d+.-]*:\/\/|https?:)/i.test(text);

/** Replaces `:*`, because the URL parser accepts only numbers as ports. It is unlikely to be configured. */
const ANY_PORT = ":65432";

/** A pattern whose host is a domain, of labels that are not empty, or an IP address. */
const PATTERN = /^[^/]+\/\/(?:(?:\*\.)?[a-z\d_-]+(?:\.[a-z\d_-]+)*|\[.+\])(?::\d+)?$/;

/**
 * An origin without an empty label in its host: a dot at the end names the root of the domain name system. Host names can
 * contain commas and semicolons, but these separate the entries of lists.
 */
const ORIGIN = /^(?!.*(?:\/\/\.|\.\.))[^*,;]+$/;

/**
 * The serialization of an entry of the option `origin`, an origin or a pattern; `undefined` if `text` is neither. An entry
 * is valid if it is its own serialization.
 */
export function serializeEntry(text: string): string | undefined {
  const example = text.replace(":*", ANY_PORT);
  const origin = serializeOrigin(example);
  if (!origin || !isOfPages(origin) || !(isPattern(text) ? PATTERN : ORIGIN).test(origin)) return undefined;
  return example === text ? origin : origin.replace(ANY_PORT, ":*");
}

/** The valid entry that an invalid one most likely stands for, or `undefined`. */
export function meantEntry(text: string): string | undefined {
  const page = text
    .replace(/^["']|["']$/g, "")
    // The page that opens a WebSocket has an `http` or `https` origin.
    .replace(/^ws(?=s?:\/\/)/i, "http")
    .replace("://.", "://*.");
  if (hasScheme(page)) return serializeEntry(page);
  const host = page.replace(/^(?:\/\/)?/, "").replace(/^\./, "*.");
  // Servers on loopback or with an IP address of a local network rarely have a certificate.
  if (/^(?:(?:.+\.)?localhost|[\d.]+|\[[\da-f:.]+\])(?:[:/]|$)/i.test(host)) return serializeEntry(`http://${host}`);
  // A word such as "true" is not a domain.
  return /^[^/:]+\.[^\d/:.][^/:.]*\.?(?:[:/]|$)/.test(host) ? serializeEntry(`https://${host}`) : undefined;
}
