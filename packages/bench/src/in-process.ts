// Measures all contenders in this one process, on whichever runtime it is started; main.ts bundles it, so that all runtimes run one file.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { pool } from "./compare.ts";
import { CONTENDERS } from "./contenders.ts";
import { bareOf, load, setUp } from "./field.ts";
import { randomFrom, shuffled } from "./random.ts";
import { allRows } from "./report/all-rows.ts";
import type { ProbeResult, ProcessResult, TimedWorkload } from "./results.ts";
import { runRounds } from "./rounds.ts";
import { runtimeName } from "./runtime-name.ts";
import { PROBES, WORKLOADS, type Workload } from "./workloads.ts";

const { values } = parseArgs({
  options: {
    /** Only these: parts of names, separated by commas. */
    workload: { type: "string", default: "" },
    contender: { type: "string", default: "" },
    rounds: { type: "string", default: "40" },
    /** Milliseconds. */
    batch: { type: "string", default: "1.5" },
    /** Of the order in which they take their turns; another for each process. */
    seed: { type: "string", default: "1" },
    quick: { type: "boolean", default: false },
    /** Only checks what is answered. */
    answers: { type: "boolean", default: false },
    /** Where the JSON goes, with the time of each round; without it a table is printed. */
    out: { type: "string" },
  },
});
const rounds = values.answers ? 0 : values.quick ? 30 : Number(values.rounds);
const seed = Number(values.seed);
const batch = values.quick ? 0.5 : Number(values.batch);
const isNamed = (name: string, parts: string): boolean => parts.split(",").some((part) => name.includes(part));

// To answer is not to be fast: what is answered with a million origins is answered with a thousand too.
const workloads = WORKLOADS.filter(
  ({ name, isLarge }) => isNamed(name, values.workload) && !(values.answers && isLarge),
);
const { loaded, absent } = await load(CONTENDERS.filter(({ name }) => isNamed(name, values.contender)));
// Whoever comes first teaches the engine: in each process that is another.
const order = shuffled(loaded, randomFrom(seed));

/** In the order of the pages. */
const sorted = <T extends { readonly name: string }>(rows: readonly T[]): readonly T[] =>
  CONTENDERS.flatMap(({ name }) => rows.filter((row) => row.name === name));

async function prepare(workload: Workload) {
  const settings = workload.settings();
  const handler = workload.handler();
  const field = await setUp(order, workload, settings, handler);
  const measure = (rounds: number, batch: number) =>
    runRounds(field.judged, workload.requests(settings), { rounds, seed, batch, prepare: handler.prepare });
  return { judged: sorted(field.judged), absent: sorted(field.absent), measure };
}

const probes: ProbeResult[] = [];
for (const probe of PROBES) {
  const { judged } = await prepare(probe);
  const wrong = judged.filter((one) => one.wrong.length > 0).map((one) => [one.name, one.wrong]);
  probes.push({ name: probe.name, wrong: Object.fromEntries(wrong) });
}

// All first run everything: what an engine assumes about types then fails for all alike.
if (!values.answers) {
  for (const workload of WORKLOADS) {
    if (!workload.isLarge) await (await prepare(workload)).measure(5, 0.5);
  }
}

const results: TimedWorkload[] = [];
for (const workload of workloads) {
  const { name, kind } = workload;
  const { judged, absent, measure } = await prepare(workload);
  const times = values.answers ? new Map<string, readonly number[]>() : await measure(rounds, batch);
  const timings = judged.map(({ name, contender, wrong, differences }) => ({
    name,
    kind: contender.kind,
    bare: bareOf(contender),
    ...(contender.rival && { rival: contender.rival }),
    wrong,
    differences,
    times: times.get(name) ?? [],
  }));
  results.push({ name, kind, timings, absent });
}

const result: ProcessResult = { runtime: runtimeName(), rounds, batch, workloads: results, probes, absent };
if (values.out) writeFileSync(values.out, JSON.stringify(result));
else console.log(allRows(pool([result])));
// A framework may hold the process open.
process.exit(0);
