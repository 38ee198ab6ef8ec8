import { allocation } from "./allocation.ts";
import { BARE, CORE, REFERENCE } from "./contender.ts";

/**
 * Bytes per request as multiples of the reference, by workload. The bytes of the bare handler are subtracted, except
 * for preflights.
 */
export type Multiples = { readonly [workload: string]: number };

/**
 * The most bytes that core may allocate, as multiples of the reference. Every run counts the same bytes, even on a busy
 * machine. The limits leave about a tenth for new versions of Node. Lower them when core gets better.
 *
 * `withCors` answers through decisions, like every adapter. A second path without them allocated about a third less.
 */
export const LIMITS: Multiples = {
  "preflight allowed": 1.36,
  "preflight denied": 1.96,
  "GET allowed": 1.91,
  "GET denied": 2.1,
  "GET without Origin": 2.1,
};

/** Counts bytes without optimization, because only then every run gives the same count. */
export async function allocatedMultiples(core: string): Promise<Multiples> {
  const bytes = await allocation({
    core,
    workload: Object.keys(LIMITS).join(";"),
    contender: [BARE, REFERENCE, CORE].join(";"),
    isOptimized: false,
  });
  return Object.fromEntries(
    Object.keys(LIMITS).map((workload) => [workload, multiple(workload, bytes[workload] ?? {})]),
  );
}

function multiple(workload: string, bytes: { readonly [contender: string]: number }): number {
  const bare = workload.startsWith("preflight") ? 0 : (bytes[BARE] ?? Number.NaN);
  return ((bytes[CORE] ?? Number.NaN) - bare) / ((bytes[REFERENCE] ?? Number.NaN) - bare);
}
