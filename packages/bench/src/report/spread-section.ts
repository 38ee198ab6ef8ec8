import { CORE } from "../contender.ts";
import { adapters } from "../contenders/adapters.ts";
import type { RuntimeResult } from "../results.ts";
import { summary } from "./format.ts";
import { table } from "./table.ts";

const namesOf = (results: readonly RuntimeResult[]): readonly string[] => [
  ...new Set(results.flatMap(({ workloads }) => Object.keys(workloads))),
];

/** Core as a multiple of the reference, with quartiles. */
export const spreadSection = (results: readonly RuntimeResult[]): string =>
  table(
    ["workload", ...results.map(({ runtime }) => runtime)],
    namesOf(results).map((workload) => [
      workload,
      ...results.map(({ workloads }) => summary(workloads[workload]?.multiples[CORE])),
    ]),
  );

/** Our adapters as multiples of the peers in the same frameworks, with quartiles. */
export function frameworksSection(results: readonly RuntimeResult[]): string {
  const tables = adapters.map(({ name, comparedWith }) => {
    const measured = results.filter(({ workloads }) => Object.values(workloads).some(({ direct }) => direct[name]));
    const rows = namesOf(measured).map((workload) => [
      workload,
      ...measured.map(({ workloads }) => summary(workloads[workload]?.direct[name])),
    ]);
    if (measured.length === 0) return "";
    const hasFigures = (row: readonly string[]): boolean => row.slice(1).some((cell) => cell !== "–");
    return table([`${name} ÷ ${comparedWith}`, ...measured.map(({ runtime }) => runtime)], rows.filter(hasFigures));
  });
  return tables.filter(Boolean).join("\n\n");
}
