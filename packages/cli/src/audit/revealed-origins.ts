import { headerValues, type VisitAnswer } from "./visit.ts";

/** Headers that name origins which a server works with. */
const TELLING_HEADERS = [
  ...["access-control-allow-origin", "content-security-policy", "content-security-policy-report-only"],
  ...["location", "link", "timing-allow-origin", "x-frame-options"],
];

/** How many of the origins are tried. */
const MOST_ORIGINS = 3;

const ORIGIN = /\bhttps?:\/\/[a-z0-9._-]+(?::\d+)?/gi;

/** Origins that a server names in the headers of its responses: it may allow them. */
export function revealedOrigins(answers: readonly VisitAnswer[]): readonly string[] {
  const texts = answers.flatMap(({ headers }) => TELLING_HEADERS.flatMap((name) => headerValues(headers, name)));
  const found = texts.flatMap((text) => text.match(ORIGIN) ?? []).filter((text) => URL.canParse(text));
  return [...new Set(found.map((text) => new URL(text).origin))].slice(0, MOST_ORIGINS);
}
