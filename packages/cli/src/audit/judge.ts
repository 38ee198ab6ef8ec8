import type { Finding } from "./finding.ts";
import { SEVERITIES } from "./finding.ts";
import type { Investigation } from "./investigation.ts";
import { accessFindings } from "./judge-access.ts";
import { cacheFindings } from "./judge-caching.ts";
import { headerFindings } from "./judge-headers.ts";
import { originFindings } from "./judge-origins.ts";

/** The findings about a server, the worst first. */
export function judge(investigation: Investigation): readonly Finding[] {
  const found = [originFindings, cacheFindings, headerFindings, accessFindings].flatMap((find) => find(investigation));
  return found.sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
}
