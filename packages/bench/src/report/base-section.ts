import { BASE, CORE } from "../contender.ts";
import type { RuntimeResult } from "../results.ts";
import { multiple, summary } from "./format.ts";
import { table } from "./table.ts";

/** The most that core may be slower, as a multiple of the base. */
const LIMIT = 1.08;

/** Core as a multiple of an earlier build. */
export const baseSection = ({ runtime, workloads }: RuntimeResult): string =>
  table(
    [runtime, "base ÷ hand-written", "core ÷ hand-written", "core ÷ base", ""],
    Object.entries(workloads).map(([name, { multiples, direct }]) => [
      name,
      multiple(multiples[BASE]?.[0]),
      multiple(multiples[CORE]?.[0]),
      summary(direct[CORE]),
      (direct[CORE]?.[0] ?? 0) > LIMIT ? "slower" : "",
    ]),
  );
