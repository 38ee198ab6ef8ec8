import { serializeOrigin } from "../fetch-standard/serialized-origin.ts";
import { isPattern } from "./origin-patterns.ts";

/** Schemes whose URLs are never the address of a page with an origin of its own. */
export const SCHEMES_WITHOUT_PAGES: RegExp = /^(?:wss?|ftp|data|javascript|about|blob|mailto|view-source):/i;

/** A dot at the start of a host, or two in a row; one at the end names the root of the domain name system. */
export const EMPTY_LABEL: RegExp = /\/\/\.|\.\./;

/** Replaces `:*`, because the URL parser accepts only numbers as ports. It is unlikely to be configured. */
const ANY_PORT = ":65432";

/** A pattern whose host is a domain, of labels that are not empty, or an IP address. */
const PATTERN = /^[^/]+\/\/(?:(?:\*\.)?[a-z\d_-]+(?:\.[a-z\d_-]+)*|\[.+\])(?::\d+)?$/;

/**
 * The serialization of an entry of the option `origin`, an origin or a pattern; `undefined` if `text` is neither. An entry
 * is valid if it is its own serialization.
 */
export function serializeEntry(text: string): string | undefined {
  const example = text.replace(":*", ANY_PORT);
  const origin = serializeOrigin(example);
  const isEntry =
    origin !== undefined &&
    // Host names can contain them, but an Origin header with a comma is never allowed, and lists are separated by them.
    !/[,;]/.test(origin) &&
    !SCHEMES_WITHOUT_PAGES.test(origin) &&
    !EMPTY_LABEL.test(origin) &&
    (isPattern(text) ? PATTERN.test(origin) : !isPattern(origin));
  if (!isEntry) return undefined;
  return example === text ? origin : origin.replace(ANY_PORT, ":*");
}

/** The valid entry that an invalid one most likely stands for, or `undefined`. */
export function meantEntry(text: string): string | undefined {
  const page = text
    .replace(/^["'`]+|["'`]+$/g, "")
    // The page that opens a WebSocket has an `http` or `https` origin.
    .replace(/^ws(?=s?:\/\/)/i, "http")
    .replace("://.", "://*.");
  return /^(?:[a-z][a-z\d+.-]*:\/\/|https?:)/i.test(page) ? serializeEntry(page) : meantByHost(page);
}

/** The entry that a text without a scheme stands for: a domain with a dot, `localhost`, or an IP address. */
function meantByHost(text: string): string | undefined {
  const host = text.replace(/^\/\//, "").replace(/^\./, "*.");
  // Servers on loopback or with an IP address of a local network rarely have a certificate.
  if (/^(?:(?:.+\.)?localhost|\d+(?:\.\d+){3}|\[[\da-f:.]+\])(?:[:/]|$)/i.test(host))
    return serializeEntry(`http://${host}`);
  return /^[^/:]+\.[^\d/:.][^/:.]*\.?(?:[:/]|$)/.test(host) ? serializeEntry(`https://${host}`) : undefined;
}

/** The entry that a regular expression most likely stands for, or `undefined`. */
export function meantByRegExp({ source }: RegExp): string | undefined {
  const [, before = "", domain = ""] =
    /^(.*?)([a-z\d-]+(?:\\?\.[a-z\d-]+)+)\$?$/i.exec(source.replaceAll("\\/", "/")) ?? [];
  const subdomains = /^\^?https?\??:\/\/$/.test(before) ? "" : "*.";
  return meantByHost(subdomains + domain.replaceAll("\\", ""));
}
