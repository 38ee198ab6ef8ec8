import type { Finding } from "@fetch-cors/peers";

/** Whether a finding applies to a runtime, such as "Node 24.21.0". */
const holdsOn = ({ runtimes }: Finding, runtime: string): boolean =>
  runtimes?.some((name) => runtime.startsWith(name)) ?? true;

/** The responses do not depend on the number of origins, so these workloads are checked with fewer. */
const CHECKED_AS: { readonly [workload: string]: string } = {
  "preflight, 1,000,000 origins": "preflight, 1,000 origins",
  "preflight, 10,000 patterns": "preflight, wildcard subdomain",
};

/** Marks a figure if the contender's response is wrong in this workload. */
export function mark(
  figure: string,
  contender: string,
  workload: string,
  runtime: string,
  findings: readonly Finding[],
): string {
  const scenario = CHECKED_AS[workload] ?? workload;
  const isWrong = findings.some(
    (finding) => finding.peer === contender && finding.scenarios.includes(scenario) && holdsOn(finding, runtime),
  );
  return isWrong && figure !== "–" ? `${figure} ✗` : figure;
}

/** The findings of each peer as a list. */
export function mistakesSection(findings: readonly Finding[]): string {
  const peers = [...new Set(findings.map(({ peer }) => peer))];
  return peers
    .map((name) => {
      const own = findings.filter(({ peer }) => peer === name);
      const lines = own.map(({ finding, scenarios, runtimes }) => {
        const where = runtimes ? ` (${runtimes.join(", ")})` : "";
        return `- **${finding.replaceAll("Access-Control-", "")}**${where}: ${scenarios.join("; ")}`;
      });
      return [`### ${name}`, "", ...lines].join("\n");
    })
    .join("\n\n");
}
