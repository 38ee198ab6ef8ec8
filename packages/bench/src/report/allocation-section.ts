import { BARE, CORE, REFERENCE, SIMPLER } from "../contender.ts";
import type { Results } from "../results.ts";
import { grouped, multiple } from "./format.ts";
import { table } from "./table.ts";

/** The bytes of a preflight, or the bytes in addition to those of the bare handler. */
export function allocationSection({ runtime, bytes }: Results["allocation"]): string {
  const rows = Object.entries(bytes).map(([workload, counts]) => {
    const bare = workload.startsWith("preflight") ? 0 : (counts[BARE] ?? Number.NaN);
    const [reference = Number.NaN, simpler = Number.NaN, core = Number.NaN] = [REFERENCE, SIMPLER, CORE].map(
      (name) => (counts[name] ?? Number.NaN) - bare,
    );
    return [workload, grouped(reference), grouped(simpler), grouped(core), multiple(core / reference)];
  });
  return table([`bytes, ${runtime}`, REFERENCE, SIMPLER, CORE, "multiple"], rows);
}
