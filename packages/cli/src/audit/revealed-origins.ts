import { partsOf } from "./near-misses.ts";
import { headerValues, type VisitAnswer } from "./visit.ts";

/** Headers that name origins which a server works with. */
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
 * Origins that a server names in its responses, so that it may allow them: any in headers, and those of its own site in
 * bodies, which link to many others.
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
