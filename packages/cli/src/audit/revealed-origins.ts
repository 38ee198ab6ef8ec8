import { partsOf } from "./near-misses.ts";
import { headerValues, type VisitAnswer } from "./visit.ts";

/** Headers that may contain origins related to the server. */
const TELLING_HEADERS = [
  ...["access-control-allow-origin", "content-security-policy", "content-security-policy-report-only"],
  ...["location", "link", "timing-allow-origin", "x-frame-options"],
];

/** How many of the origins are tried. */
const MOST_ORIGINS = 3;

const ORIGIN = /\bhttps?:\/\/[a-z0-9._-]+(?::\d+)?/gi;

const originsIn = (text: string): readonly string[] =>
  (text.match(ORIGIN) ?? []).filter((one) => URL.canParse(one)).map((one) => new URL(one).origin);

/**
 * Origins in a server's responses, because the server may allow them: all origins in headers, but only those of its own
 * site in bodies, which link to many others.
 */
export function revealedOrigins(answers: readonly VisitAnswer[], target: string): readonly string[] {
  const headers = answers.flatMap((answer) => TELLING_HEADERS.flatMap((name) => headerValues(answer.headers, name)));
  const { site, host } = partsOf(target);
  const isOwnSite = (origin: string): boolean => {
    const other = partsOf(origin);
    return other.host !== host && other.site !== null && other.site === site;
  };
  const found = [...headers.flatMap(originsIn), ...answers.flatMap(({ text }) => originsIn(text)).filter(isOwnSite)];
  return [...new Set(found)].slice(0, MOST_ORIGINS);
}
