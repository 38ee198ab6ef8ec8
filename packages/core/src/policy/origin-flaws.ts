import { serializeOrigin } from "../fetch-standard/serialized-origin.ts";
import { LEAVE_IT_OUT, type Problem, SEPARATOR, writeApart } from "./config-error.ts";
import { isPattern } from "./origin-patterns.ts";

/**
 * Whether somebody on the network can speak for this origin: not for those that a machine reaches without one. The schemes
 * of apps and extensions never get there.
 */
export const isInsecureOrigin = (origin: string): boolean =>
  /^http:\/\/(?!(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])(?::|$))/.test(origin);

/** A pattern that can stand for an origin: one with a domain, of labels that are not empty, or with an IP address. */
const COVERING = /\/\/(?:(?:\*\.)?[a-z\d_-]+(?:\.[a-z\d_-]+)*|\[.+\])(?::\d+)?$/;

/** Stands in for any port, as the URL parser takes nothing but a number; nobody writes it. */
const ANY_PORT = ":65432";

/** What to write instead of what is no origin. */
const WRITE_AN_ORIGIN = 'write "https://example.com", "https://*.example.com", or alone "*" or a predicate';

/** The origin that is meant by what has no scheme. */
const serializeHost = (text: string): string | undefined =>
  /[:/]\//.test(text) ? undefined : serializeOrigin(`http${isInsecureOrigin(`http://${text}`) ? "s" : ""}://${text}`);

/** What is wrong with an entry of the option; `undefined` where a browser can send it, or an origin that it covers. */
export function originProblem(text: unknown, isAlone: boolean): Problem | undefined {
  if (text instanceof RegExp) return ["regexp-origin", WRITE_AN_ORIGIN];
  if (typeof text !== "string") return ["invalid-type", WRITE_AN_ORIGIN];
  if (text === "null") return ["null-origin", LEAVE_IT_OUT];
  if (text === "*") return isAlone ? undefined : ["wildcard-origin-among-others", "write it alone"];
  if (!text || SEPARATOR.test(text)) return ["invalid-origin", writeApart(text)];
  const code = isPattern(text) ? "invalid-origin-pattern" : "invalid-origin";
  // The URL parser takes the `*` of a subdomain as it is, but no port that is none.
  const example = text.replace(":*", ANY_PORT);
  // A page that opens a WebSocket has the origin that it was loaded from.
  const origin = serializeOrigin(example.replace(/^ws(?=s?:)/i, "http")) ?? serializeHost(example);
  if (!origin || (isPattern(text) ? !COVERING.test(origin) : isPattern(origin))) return [code, WRITE_AN_ORIGIN];
  if (origin === example) return undefined;
  const instead = example === text ? origin : origin.replace(ANY_PORT, ":*");
  return [code, `write "${instead}"`, example === `${origin}/` ? "ends with a slash" : undefined];
}
