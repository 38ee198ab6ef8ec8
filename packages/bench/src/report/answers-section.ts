import type { RuntimeResult } from "../results.ts";

/** What is wrong, who says so, and where. */
interface Finding {
  readonly contender: string;
  readonly what: string;
  readonly runtimes: Set<string>;
  readonly where: Set<string>;
}

function findings(results: readonly RuntimeResult[]): readonly Finding[] {
  const found = new Map<string, Finding>();
  const add = (contender: string, what: string, runtime: string, where: string): void => {
    const key = `${contender}: ${what}`;
    const finding = found.get(key) ?? { contender, what, runtimes: new Set(), where: new Set() };
    found.set(key, finding);
    finding.runtimes.add(runtime);
    finding.where.add(where);
  };
  for (const { runtime, workloads, probes } of results) {
    for (const { name, rows } of workloads) {
      for (const row of rows) for (const what of row.wrong) add(row.name, what, runtime, name);
    }
    for (const { name, wrong } of probes) {
      for (const [contender, list] of Object.entries(wrong))
        for (const what of list) add(contender, what, runtime, name);
    }
  }
  return [...found.values()].sort((one, other) => one.contender.localeCompare(other.contender));
}

/** Every ✗, in words: for each contender, what it answers, and to what. */
export function answersSection(results: readonly RuntimeResult[]): string {
  const all = findings(results);
  const line = ({ what, runtimes, where }: Finding): string => {
    const only = runtimes.size < results.length ? `, on ${[...runtimes].join(" and ")} only` : "";
    return `- ${what.replaceAll("Access-Control-", "")}${only}: ${[...where].join("; ")}`;
  };
  return [...new Set(all.map(({ contender }) => contender))]
    .map((contender) => {
      const own = all.filter((finding) => finding.contender === contender);
      return [`**${contender}**`, "", ...own.map(line)].join("\n");
    })
    .join("\n\n");
}
