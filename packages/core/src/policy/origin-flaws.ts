import { serializeOrigin } from "../fetch-standard/serialized-origin.ts";
import { type Problem, SEPARATOR, writeApart } from "./config-error.ts";
import { isPattern } from "./origin-patterns.ts";

/** Origins, or hosts without a scheme, that a machine reaches without a network. */
const LOOPBACK = /^(?:http:\/\/)?(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])(?::|$)/;

/** Whether somebody on the network can speak for this origin. The schemes of apps and extensions never get there. */
export const isInsecureOrigin = (origin: string): boolean => /^http:/.test(origin) && !LOOPBACK.test(origin);

/** What a pattern can stand for: an origin with a domain, of labels that are not empty, or with an IP address. */
const COVERABLE = /\/\/(?:[a-z\d_-]+(?:\.[a-z\d_-]+)*|\[.+\])(?::\d+)?$/;

/** Stand-ins for the two wildcards of a pattern, which nobody writes. */
const ANY_SUBDOMAIN = "any--subdomain.";
const ANY_PORT = ":65432";

/** What to write instead of what is no origin. */
export const WRITE_AN_ORIGIN = 'write "https://example.com", "https://*.example.com", or alone "*" or a predicate';

/** The origin that is meant by what has no scheme. */
const serializeHost = (text: string): string | undefined =>
  /[:/]\//.test(text) ? undefined : serializeOrigin(`http${LOOPBACK.test(text) ? "" : "s"}://${text}`);

/** What is wrong with an origin or a pattern; `undefined` where a browser can send it, or an origin that it covers. */
export function originProblem(text: string): Problem | undefined {
  if (SEPARATOR.test(text)) return ["invalid-origin", writeApart(text)];
  const code = isPattern(text) ? "invalid-origin-pattern" : "invalid-origin";
  // A pattern is sound if an origin that it covers is.
  const example = isPattern(text) ? text.replace(/(^|\/)\*\./, `$1${ANY_SUBDOMAIN}`).replace(":*", ANY_PORT) : text;
  // A page that opens a WebSocket has the origin that it was loaded from.
  const origin = serializeOrigin(example.replace(/^ws(?=s?:)/i, "http")) ?? serializeHost(example);
  if (!origin || isPattern(origin) || (isPattern(text) && !COVERABLE.test(origin))) return [code, WRITE_AN_ORIGIN];
  if (origin === example) return undefined;
  const anySubdomain = isPattern(text) ? origin.replace(ANY_SUBDOMAIN, "*.") : origin;
  const instead = text.includes(":*") ? anySubdomain.replace(ANY_PORT, ":*") : anySubdomain;
  return [code, `write "${instead}"`, example === `${origin}/` ? "ends with a slash" : undefined];
}
