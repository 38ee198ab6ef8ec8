// Counts the bytes that each contender allocates for a request; allocation.ts starts it in a Node that collects garbage only when told.
import { parseArgs } from "node:util";
import { getHeapSpaceStatistics } from "node:v8";
import { CONTENDERS } from "./contenders.ts";
import { load, setUp } from "./field.ts";
import type { PreparedHandler } from "./handlers.ts";
import type { Served } from "./judge.ts";
import { sink } from "./sink.ts";
import { median } from "./statistics.ts";
import { WORKLOADS } from "./workloads.ts";

const { values } = parseArgs({
  options: {
    workload: { type: "string", default: "" },
    contender: { type: "string", default: "" },
    /** Calls before any is counted. */
    warm: { type: "string", default: "15000" },
    /** Calls of one count; what they allocate has to fit the young generation. */
    calls: { type: "string", default: "500" },
    /** Counts of which the median is taken. */
    times: { type: "string", default: "7" },
  },
});
const warm = Number(values.warm);
const calls = Number(values.calls);
const times = Number(values.times);
const { gc: collect } = globalThis as { gc?: () => void };
if (!collect) throw new Error("start node with --expose-gc");

const isNamed = (name: string, parts: string): boolean => parts.split(",").some((part) => name.includes(part));
// Frameworks allocate for themselves, and asynchronously.
const { loaded } = await load(
  CONTENDERS.filter(({ kind, bare, name }) => kind !== "peer" && bare === undefined && isNamed(name, values.contender)),
);

/** What is new, and so young: the old generation still gets smaller for a while after a collection. */
const young = (): number =>
  getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space")?.space_used_size ?? Number.NaN;

async function bytesPerCall(
  { serve }: Served,
  requests: readonly Request[],
  handler: PreparedHandler,
): Promise<number> {
  const run = async (isCounted: boolean): Promise<number> => {
    await handler.prepare?.(calls);
    // Node frees the bodies of responses only when the event loop turns.
    await new Promise((resolve) => setImmediate(resolve));
    if (isCounted) collect?.();
    const before = young();
    for (let call = 0; call < calls; call++) sink.last = serve(requests[call % requests.length] as never);
    return (young() - before) / calls;
  };
  for (let done = 0; done < warm; done += calls) await run(false);
  const counts: number[] = [];
  for (let time = 0; time < times; time++) counts.push(await run(true));
  return Math.round(median(counts));
}

const results: { [workload: string]: { [contender: string]: number } } = {};
for (const workload of WORKLOADS.filter(({ name, isLarge }) => !isLarge && isNamed(name, values.workload))) {
  const settings = workload.settings();
  const handler = workload.handler();
  const requests = workload.requests(settings);
  const bytes: { [contender: string]: number } = {};
  for (const { name, contender, served, differences } of (await setUp(loaded, workload, settings, handler)).judged) {
    if (contender.kind === "hand-written" && differences.length > 0) continue;
    bytes[name] = await bytesPerCall(served, requests, handler);
  }
  results[workload.name] = bytes;
}
process.stdout.write(JSON.stringify(results));
process.exit(0);
