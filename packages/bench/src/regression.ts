import { type Allocation, allocation } from "./allocation.ts";
import { BARE, OURS } from "./contender.ts";

/** What we are compared with: the same work, and hardly a byte more than it takes. */
const REFERENCE = "hand-written: clone per origin; keys(), copy if fetched";

/** Work per request as a multiple of the reference's, by workload; of anything but a preflight, what is added. */
export type Multiples = { readonly [workload: string]: number };

/**
 * The most bytes that core may allocate, as a multiple of the reference. Bytes are the same at every run, however busy the
 * machine is. An eighth is left for the next versions of Node. Lower the limits when core gets better.
 *
 * `withCors` answers by decisions, as every adapter does. A second path without them allocated about a third less.
 */
export const LIMITS: Multiples = {
  "preflight allowed": 1.36,
  "preflight denied": 1.96,
  "GET allowed": 1.91,
  "GET denied": 2.1,
  "GET without Origin": 2.1,
};

/** Counts bytes in code that is not optimised: there, and only there, no run differs from another. */
export async function allocatedMultiples(core: string): Promise<Multiples> {
  const bytes: Allocation = await allocation({
    core,
    workload: Object.keys(LIMITS).join(","),
    contender: [BARE, REFERENCE, OURS].join(","),
    isOptimised: false,
  });
  return Object.fromEntries(
    Object.keys(LIMITS).map((workload) => [workload, multiple(workload, bytes[workload] ?? {})]),
  );
}

/** What counts of one workload: a preflight as a whole, anything else without the bare handler. */
function multiple(workload: string, counts: { readonly [contender: string]: number }): number {
  const bare = workload.startsWith("preflight") ? 0 : (counts[BARE] ?? Number.NaN);
  return ((counts[OURS] ?? Number.NaN) - bare) / ((counts[REFERENCE] ?? Number.NaN) - bare);
}
