// Measures the contenders on the runtime that runs this file; main.ts starts it.
import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { type Scenario, WORKLOADS } from "@fetch-cors/peers";
import { BARE } from "./contender.ts";
import { CONTENDERS } from "./contenders.ts";
import { randomFrom, shuffled } from "./random.ts";
import type { ProcessResult, TimedWorkload } from "./results.ts";
import { runRounds } from "./rounds.ts";
import { runtimeName } from "./runtime-name.ts";
import { setUp } from "./set-up.ts";

const { values } = parseArgs({
  options: {
    /** Parts of the names of workloads and contenders, separated by semicolons. Default to all. */
    workload: { type: "string", default: "" },
    contender: { type: "string", default: "" },
    rounds: { type: "string", default: "40" },
    /** The duration of a batch, in milliseconds. */
    batch: { type: "string", default: "1.5" },
    /** The seed of every random order. Each process has its own. */
    seed: { type: "string", default: "1" },
    /** Whether to leave out the policies with many origins. */
    small: { type: "boolean", default: false },
    /** The file for the result. */
    out: { type: "string" },
  },
});
const rounds = Number(values.rounds);
const batch = Number(values.batch);
const seed = Number(values.seed);
const matches = (name: string, parts: string): boolean => parts.split(";").some((part) => name.includes(part));

const chosen = CONTENDERS.filter(({ name }) => matches(name, values.contender));
const needed = new Set(chosen.flatMap(({ name, bare = BARE }) => [name, bare]));
const contenders = CONTENDERS.filter(({ name }) => needed.has(name));
// An engine compiles shared code for its first callers, so each process starts with different ones.
const startOrder = shuffled(contenders, randomFrom(seed));
const workloads = WORKLOADS.filter(({ name, isLarge }) => matches(name, values.workload) && !(values.small && isLarge));

async function measure(workload: Scenario, rounds: number, batch: number): Promise<TimedWorkload> {
  const policy = workload.policy();
  const handler = workload.handler();
  const started = await setUp(startOrder, workload, policy, handler);
  const servers = started.map(({ contender, server }) => ({ name: contender.name, server }));
  const options = { rounds, seed, batch, prepare: handler.prepare };
  const times = await runRounds(servers, workload.requests(policy), options);
  const timings = contenders.flatMap(({ name, bare = BARE, comparedWith }) => {
    const ofContender = times.get(name);
    return ofContender ? [{ name, bare, ...(comparedWith && { comparedWith }), times: ofContender }] : [];
  });
  return { name: workload.name, kind: workload.kind, timings };
}

// Every contender first runs every workload. Later workloads would otherwise meet code that was compiled for earlier
// ones.
for (const workload of WORKLOADS) if (!workload.isLarge) await measure(workload, 5, 0.5);

const results: TimedWorkload[] = [];
for (const workload of workloads) results.push(await measure(workload, rounds, batch));
const result: ProcessResult = { runtime: runtimeName(), rounds, batch, workloads: results };
writeFileSync(values.out as string, JSON.stringify(result));
// A framework may keep the process running.
process.exit(0);
