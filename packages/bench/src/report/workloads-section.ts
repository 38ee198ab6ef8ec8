import type { Finding } from "@fetch-cors/peers";
import { REFERENCE } from "../contender.ts";
import type { RuntimeResult, WorkloadResult } from "../results.ts";
import { duration, multiple } from "./format.ts";
import { mark } from "./mistakes.ts";
import { table } from "./table.ts";

interface Column {
  readonly workload: string;
  readonly title: string;
}

/** The columns of the table for each runtime. */
const COLUMNS: readonly Column[] = [
  { workload: "preflight allowed", title: "preflight" },
  { workload: "preflight denied", title: "preflight denied" },
  { workload: "preflight, wildcard subdomain", title: "pattern" },
  { workload: "GET allowed", title: "GET" },
  { workload: "GET denied", title: "GET denied" },
  { workload: "GET without Origin", title: "no Origin" },
  { workload: 'GET, origin "*"', title: "`*`" },
  { workload: "GET, own Vary and cookies", title: "own headers" },
  { workload: "GET, fetched response", title: "fetched" },
  { workload: "GET, redirect", title: "redirect" },
];

const MANY_ORIGINS: readonly Column[] = [
  { workload: "preflight, 1,000 origins", title: "1,000 origins" },
  { workload: "preflight, 1,000,000 origins", title: "1,000,000 origins" },
  { workload: "preflight, 10,000 patterns", title: "10,000 patterns" },
];

type Cell = (result: WorkloadResult, contender: string) => string;

/**
 * A row with the times of the reference, and a row for each other contender. Empty if the reference was not measured.
 */
function contenderTable(
  head: string,
  columns: readonly Column[],
  cell: Cell,
  { runtime, workloads }: RuntimeResult,
  findings: readonly Finding[],
): string {
  const shown = columns.flatMap((column) => {
    const result = workloads[column.workload];
    return result ? [{ ...column, result }] : [];
  });
  if (shown.every(({ result }) => result.reference === undefined)) return "";
  const names = [...new Set(shown.flatMap(({ result }) => Object.keys(result.multiples)))];
  const row = (name: string): readonly string[] => [
    name,
    ...shown.map(({ workload, result }) => mark(cell(result, name), name, workload, runtime, findings)),
  ];
  const reference = [REFERENCE, ...shown.map(({ result }) => duration(result.reference ?? Number.NaN))];
  return table([head, ...shown.map(({ title }) => title)], [reference, ...names.map(row)]);
}

/** The main table of a runtime: multiples of the reference. */
export const workloadsSection = (result: RuntimeResult, findings: readonly Finding[] = []): string =>
  contenderTable(
    "multiples of hand-written",
    COLUMNS,
    ({ multiples }, name) => multiple(multiples[name]?.[0]),
    result,
    findings,
  );

/** The time for a preflight with a policy that has many origins. */
export const manyOriginsSection = (result: RuntimeResult, findings: readonly Finding[]): string =>
  contenderTable(
    `a preflight on ${result.runtime}`,
    MANY_ORIGINS,
    ({ reference = Number.NaN, multiples }, name) => {
      const [median] = multiples[name] ?? [];
      return median === undefined ? "–" : duration(reference * median);
    },
    result,
    findings,
  );
