import { BARE, OURS, SIMPLER } from "../contender.ts";
import type { Results } from "../results.ts";
import { grouped, times } from "./figures.ts";
import { table } from "./table.ts";

/** Bytes of a preflight, or added to the bare handler's. */
export function allocationSection({ runtime, bytes }: Results["allocation"]): string {
  const rows = Object.entries(bytes).map(([workload, counts]) => {
    const bare = workload.startsWith("preflight") ? 0 : (counts[BARE] ?? 0);
    const least = Object.entries(counts)
      .filter(([name]) => name.startsWith("hand-written: "))
      .sort(([, one], [, other]) => one - other)[0];
    const [limit, ours, simpler] = [least?.[1], counts[OURS], counts[SIMPLER]].map(
      (count = Number.NaN) => count - bare,
    );
    return [
      workload,
      least?.[0].replace("hand-written: ", "") ?? "",
      grouped(limit ?? Number.NaN),
      grouped(simpler ?? Number.NaN),
      grouped(ours ?? Number.NaN),
      times((ours ?? Number.NaN) / (limit ?? Number.NaN)),
    ];
  });
  return table([`bytes, ${runtime}`, "hand-written", "allocates", "no replacing", "fetch-cors", "multiple"], rows);
}
