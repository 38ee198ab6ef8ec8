import type { HeaderLine } from "@fetch-cors/browser";
import { checkLine, curlLines } from "./reproduce.ts";
import type { Counterexample, VerifyReport } from "./verify.ts";

/** A difference, as `--json` prints it. */
function toDifference({ request, difference, engines }: Counterexample, own: readonly HeaderLine[]): unknown {
  const { kind, cause, expected, found, change, exchange, stored } = difference;
  const { origin, url, method, headers, credentials, earlier } = request;
  return {
    kind,
    cause,
    engines,
    fromCache: stored !== undefined,
    request: { origin, url, method, headers, credentials, ...(stored && { earlierOrigin: earlier }) },
    policy: expected,
    server: found,
    change,
    check: checkLine(request, engines[0] ?? "standard"),
    curl: curlLines(exchange, { stored, headers: own }),
  };
}

/** The report as JSON; `schema/verify.json` describes it. */
export function reportJson(
  { ended, failure, differences, ...report }: VerifyReport,
  { headers = [] }: { readonly headers?: readonly HeaderLine[] } = {},
): string {
  const json = {
    version: 1,
    ...report,
    differences: differences.map((difference) => toDifference(difference, headers)),
    ended: ended ?? null,
    failure: failure === undefined ? null : failure instanceof Error ? failure.message : String(failure),
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}
