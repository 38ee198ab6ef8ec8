import { isSerializedOrigin, serializeOrigin } from "../fetch-standard/serialized-origin.ts";
import { type Problem, writeAsList } from "./config-error.ts";
import { isPattern } from "./origin-patterns.ts";

/** Origins, or hosts without a scheme, that a machine reaches without a network. */
const LOOPBACK = /^(?:http:\/\/)?(?:(?:.+\.)?localhost|127(?:\.\d+){3}|\[::1\])(?::|$)/;

/** Whether somebody on the network can speak for this origin. The schemes of apps and extensions never get there. */
export const isInsecureOrigin = (origin: string): boolean => /^http:/.test(origin) && !LOOPBACK.test(origin);

/** Stand-ins for the two wildcards of a pattern, which nobody writes. */
const ANY_SUBDOMAIN = "any--subdomain.";
const ANY_PORT = ":65432";

/** What to write instead of what is none of the three. */
export const WRITE_AN_ORIGIN = 'write "https://example.com", "https://*.example.com", or a predicate';

/** What is wrong with an origin or a pattern; `undefined` where a browser can send it, or an origin that it covers. */
export function originProblem(text: string): Problem | undefined {
  if (/[\s,]/.test(text)) return ["invalid-origin", writeAsList(text)];
  // A pattern is sound if an origin that it covers is.
  const example = text.replace("://*.", `://${ANY_SUBDOMAIN}`).replace(/:\*$/, ANY_PORT);
  const code = isPattern(text) ? "invalid-origin-pattern" : "invalid-origin";
  const scheme = /[:/]\//.test(text) ? "" : LOOPBACK.test(text) ? "http://" : "https://";
  const origin = serializeOrigin(scheme + example);
  if (!origin || isPattern(origin) || (isPattern(text) && !isSerializedOrigin(origin))) return [code, WRITE_AN_ORIGIN];
  if (origin === example) return undefined;
  const instead = isPattern(text) ? origin.replace(ANY_SUBDOMAIN, "*.").replace(ANY_PORT, ":*") : origin;
  return [code, `write "${instead}"`, example === `${origin}/` ? "ends with a slash" : undefined];
}
