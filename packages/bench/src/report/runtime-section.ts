import { OURS, SIMPLER } from "../contender.ts";
import type { Row, RuntimeResult, WorkloadResult } from "../results.ts";
import { duration, spread, times } from "./figures.ts";
import { table } from "./table.ts";

const isOfMany = ({ name }: WorkloadResult): boolean => / origins?$| patterns$/.test(name);

/** Those columns that a page has room for; the JSON has all. */
const COLUMNS: readonly (readonly [workload: string, title: string])[] = [
  ["preflight allowed", "preflight"],
  ["preflight denied", "preflight denied"],
  ["GET allowed", "GET"],
  ["GET denied", "GET denied"],
  ["GET without Origin", "no Origin"],
  ["GET, own Vary and cookies", "own Vary, cookies"],
  ["GET, fetched response", "fetched"],
];

const find = ({ rows }: WorkloadResult, name: string): Row | undefined => rows.find((row) => row.name === name);
const mark = (row: Row, text: string): string => (row.wrong.length > 0 ? `${text} ✗` : text);

/** What one runtime says: against the limit, against the peers, and with many origins. */
export function runtimeSection(result: RuntimeResult): string {
  const { runtime, workloads } = result;
  const many = workloads.filter(isOfMany);
  return [
    `### ${runtime}`,
    againstTheLimit(workloads),
    againstPeers(workloads),
    many.length > 0 ? manyOrigins(many) : "",
    absences(result),
  ]
    .filter(Boolean)
    .join("\n\n");
}

function againstTheLimit(workloads: readonly WorkloadResult[]): string {
  return table(
    ["workload", "fastest hand-written", "takes", "fetch-cors", "no replacing"],
    workloads.map((workload) => {
      const [limit, ours, simpler] = [workload.limit, OURS, SIMPLER].map((name) => find(workload, name));
      return [
        workload.name,
        workload.limit.replace("hand-written: ", ""),
        limit ? duration(limit.cost) : "",
        ours ? spread(ours.ratio) : "",
        simpler ? times(simpler.ratio.median) : "",
      ];
    }),
  );
}

/** The names of those that are compared with each other, ours first. */
const compared = (workloads: readonly WorkloadResult[]): readonly string[] => {
  const rows = workloads.flatMap(({ rows }) => rows);
  return [
    ...new Set(["ours", "peer"].flatMap((kind) => rows.filter((row) => row.kind === kind).map(({ name }) => name))),
  ];
};

function againstPeers(workloads: readonly WorkloadResult[]): string {
  const columns = COLUMNS.flatMap(([name, title]) => {
    const workload = workloads.find((one) => one.name === name);
    return workload ? [{ workload, title }] : [];
  });
  return table(
    ["multiples of hand-written", ...columns.map(({ title }) => title)],
    compared(workloads).map((name) => [
      name,
      ...columns.map(({ workload }) => {
        const row = find(workload, name);
        return row ? mark(row, times(row.ratio.median)) : "–";
      }),
    ]),
  );
}

function manyOrigins(workloads: readonly WorkloadResult[]): string {
  const limit = (workload: WorkloadResult): string => duration(find(workload, workload.limit)?.whole ?? Number.NaN);
  return table(
    ["a preflight, with", ...workloads.map(({ name }) => name.replace("preflight, ", ""))],
    [
      ["fastest hand-written", ...workloads.map(limit)],
      ...compared(workloads).map((name) => [
        name,
        ...workloads.map((workload) => {
          const row = find(workload, name);
          return row ? mark(row, duration(row.whole)) : "–";
        }),
      ]),
    ],
  );
}

/** Why there is a dash: each reason once, with the workloads unless it holds for all. */
function absences({ workloads, absent }: RuntimeResult): string {
  const reasons = new Map<string, string[]>();
  for (const workload of workloads) {
    for (const { name, reason } of workload.absent) {
      const key = `\`${name}\`: ${reason}`;
      reasons.set(key, [...(reasons.get(key) ?? []), workload.name]);
    }
  }
  return [
    ...absent.map(({ name, reason }) => `- \`${name}\` ${reason}`),
    ...[...reasons].map(([why, names]) => `- ${why}${names.length < workloads.length ? ` (${names.join("; ")})` : ""}`),
  ].join("\n");
}
