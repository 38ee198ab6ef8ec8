import { type Allocation, allocation } from "./allocation.ts";
import { BARE, OURS } from "./contender.ts";

/** What we are compared with: the same work, and hardly a byte more than it takes. */
const REFERENCE = "hand-written: clone per origin; keys(), copy if fetched";

/** Work per request as a multiple of the reference's, by workload; of anything but a preflight, what is added. */
export type Multiples = { readonly [workload: string]: number };

/**
 * The most bytes that we may allocate, as a multiple of the reference's. Bytes are the same at every run, however busy
 * the machine is; an eighth is left for the next versions of Node. Lower them when core gets better.
 */
export const LIMITS: Multiples = {
  "preflight allowed": 1.21,
  "preflight denied": 1.27,
  "GET allowed": 1.36,
  "GET denied": 1.56,
  "GET without Origin": 1.56,
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
