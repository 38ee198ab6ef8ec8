import { checkLine, curlLines } from "./reproduce.ts";
import type { Counterexample, VerifyReport } from "./verify.ts";

/** A difference, as `--json` prints it. */
function toDifference({ request, difference, engines }: Counterexample): unknown {
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
    check: stored ? null : checkLine(request, engines[0] ?? "standard"),
    curl: curlLines(exchange, stored),
  };
}

/** The report as JSON; `docs/cli.md` describes it. */
export function reportJson({ ended, failure, differences, ...report }: VerifyReport): string {
  const json = {
    ...report,
    differences: differences.map(toDifference),
    ended: ended ?? null,
    failure: failure === undefined ? null : failure instanceof Error ? failure.message : String(failure),
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}
