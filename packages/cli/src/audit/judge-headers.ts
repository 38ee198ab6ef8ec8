import type { HeaderLine } from "@fetch-cors/browser";
import type { Finding, FindingCode, Severity } from "./finding.ts";
import type { Investigation, Observation } from "./investigation.ts";
import { makeFinding } from "./make-finding.ts";
import { headerValues } from "./visit.ts";

/** Headers with a single value. */
const SINGLE = ["access-control-allow-origin", "access-control-allow-credentials"];

interface Mistake {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly message: string;
}

const isOrigin = (value: string): boolean => {
  if (value === "*" || value === "null" || value === "file://") return true;
  if (!URL.canParse(value)) return false;
  const { protocol, host } = new URL(value);
  return value === `${protocol}//${host}` && !host.includes("*");
};

/** Mistakes in the CORS headers of a response that no browser accepts. */
function mistakesOf(headers: readonly HeaderLine[]): Mistake[] {
  const mistakes: Mistake[] = [];
  const repeated = SINGLE.filter((name) => headerValues(headers, name).length > 1);
  if (repeated.length > 0) {
    const message = `The response has several ${repeated.join(" and ")} lines, so browsers block every page`;
    mistakes.push({ code: "repeated-header", severity: "low", message });
  }
  const origins = headerValues(headers, "access-control-allow-origin");
  const [value = ""] = origins;
  if (origins.length === 1 && /[\s,]/.test(value)) {
    const message = `Access-Control-Allow-Origin is "${value}", and browsers block every page, because they accept only one origin`;
    mistakes.push({ code: "multiple-allow-origin", severity: "low", message });
  } else if (origins.length === 1 && value !== "" && !isOrigin(value)) {
    const message = `Access-Control-Allow-Origin is "${value}", which is not the origin of any page, so browsers block every page`;
    mistakes.push({ code: "invalid-allow-origin", severity: "low", message });
  }
  if (origins.includes("*") && headerValues(headers, "access-control-allow-credentials").includes("true")) {
    const message =
      'Browsers accept "*" only for requests without cookies, so Access-Control-Allow-Credentials has no effect';
    mistakes.push({ code: "wildcard-with-credentials", severity: "info", message });
  }
  return mistakes;
}

/** The headers of each response in an observation, including the preflight's. */
const answersOf = ({ visit }: Observation): readonly (readonly HeaderLine[])[] =>
  visit.exchanges.flatMap(({ response }) => (response ? [response.headerLines] : []));

/** Headers that no browser accepts: one finding for each mistake. */
export function headerFindings({ observations }: Investigation): Finding[] {
  const found = new Map<FindingCode, Finding>();
  for (const shownBy of observations) {
    for (const { code, severity, message } of answersOf(shownBy).flatMap(mistakesOf)) {
      if (found.has(code)) continue;
      const granted = { grant: "none", engines: [] } as const;
      found.set(code, makeFinding({ code, severity, message, shownBy, origins: [], granted }));
    }
  }
  return [...found.values()];
}
