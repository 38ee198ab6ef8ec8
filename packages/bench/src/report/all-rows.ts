import type { RuntimeResult } from "../results.ts";
import { duration, spread } from "./figures.ts";
import { table } from "./table.ts";

/** Everything that was measured: for whoever runs one process by hand to make something faster. */
export const allRows = ({ workloads }: RuntimeResult): string =>
  workloads
    .map(({ name, kind, rows }) =>
      table(
        [name, "whole", kind === "preflight" ? "counts" : "added", "multiple", "wrong"],
        rows.map((row) => [
          row.name,
          duration(row.whole),
          duration(row.cost),
          spread(row.ratio),
          [...row.wrong, ...(row.differences ?? [])].join("; "),
        ]),
      ),
    )
    .join("\n\n");
