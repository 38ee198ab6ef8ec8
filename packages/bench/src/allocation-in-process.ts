// Counts the bytes that each contender allocates per request, in a Node without automatic garbage collection;
// allocation.ts starts it.
import { parseArgs } from "node:util";
import { getHeapSpaceStatistics } from "node:v8";
import { type PreparedHandler, type Server, WORKLOADS } from "@fetch-cors/peers";
import { BARE } from "./contender.ts";
import { CONTENDERS } from "./contenders.ts";
import { doNotOptimize } from "./do-not-optimize.ts";
import type { Allocation } from "./results.ts";
import { setUp } from "./set-up.ts";
import { median } from "./statistics.ts";

const { values } = parseArgs({
  options: {
    workload: { type: "string", default: "" },
    contender: { type: "string", default: "" },
    /** Calls before the first count. */
    "warm-up": { type: "string", default: "15000" },
    /** Calls of one count. Their allocations have to fit the young generation. */
    calls: { type: "string", default: "500" },
    /** The number of counts. Their median is the result. */
    counts: { type: "string", default: "7" },
  },
});
const warmUp = Number(values["warm-up"]);
const calls = Number(values.calls);
const { gc } = globalThis as { gc?: () => void };
if (!gc) throw new Error("garbage collection cannot be started; run node with --expose-gc");

const matches = (name: string, parts: string): boolean => parts.split(";").some((part) => name.includes(part));
// Frameworks are left out, because they allocate memory of their own, and asynchronously.
const contenders = CONTENDERS.filter(
  ({ kind, bare = BARE, name }) => kind !== "peer" && bare === BARE && matches(name, values.contender),
);

/** The young generation, because the old one still shrinks some time after a collection. */
const youngBytes = (): number =>
  getHeapSpaceStatistics().find(({ space_name }) => space_name === "new_space")?.space_used_size ?? Number.NaN;

async function bytesPerCall(
  { answer }: Server,
  requests: readonly Request[],
  handler: PreparedHandler,
): Promise<number> {
  const run = async (isCounted: boolean): Promise<number> => {
    await handler.prepare?.(calls);
    // Node frees the bodies of responses in a later turn of the event loop.
    await new Promise((resolve) => setImmediate(resolve));
    if (isCounted) gc?.();
    const before = youngBytes();
    for (let call = 0; call < calls; call++) doNotOptimize.result = answer(requests[call % requests.length] as never);
    return (youngBytes() - before) / calls;
  };
  for (let done = 0; done < warmUp; done += calls) await run(false);
  const counts: number[] = [];
  for (let count = 0; count < Number(values.counts); count++) counts.push(await run(true));
  return Math.round(median(counts));
}

const results: Record<string, Allocation[string]> = {};
for (const workload of WORKLOADS.filter(({ name, isLarge }) => !isLarge && matches(name, values.workload))) {
  const policy = workload.policy();
  const handler = workload.handler();
  const requests = workload.requests(policy);
  const bytes: { [contender: string]: number } = {};
  for (const { contender, server } of await setUp(contenders, workload, policy, handler)) {
    bytes[contender.name] = await bytesPerCall(server, requests, handler);
  }
  results[workload.name] = bytes;
}
process.stdout.write(JSON.stringify(results), () => process.exit(0));
