// Counts the processor's instructions for a request under valgrind: slow, but the same on every machine, however busy.
// `tsx packages/bench/src/instructions.ts`; needs valgrind. The tests count bytes instead, for which Node is enough.
import { execFileSync } from "node:child_process";
import { bundle } from "./bundle.ts";
import { BARE, OURS } from "./contender.ts";
import { LIMITS, multiple, REFERENCE } from "./regression.ts";
import { table } from "./report/table.ts";

/** Without the optimising compilers, whose work depends on time, and with everything else that is random held fast. */
const FLAGS = [
  "--no-opt",
  "--no-sparkplug",
  "--single-threaded",
  "--predictable-gc-schedule",
  "--hash-seed=1",
  "--random-seed=1",
];
const WARM = 300;
const COUNTED = 1000;

const file = await bundle("instructions-in-process");

function instructions(contender: string, workload: string, calls: number): number {
  const callgrind = ["--tool=callgrind", "--callgrind-out-file=/dev/null", "--log-fd=1"];
  const node = [process.execPath, ...FLAGS, file, contender, workload, String(calls)];
  const output = execFileSync("valgrind", [...callgrind, ...node], { encoding: "utf8", timeout: 300_000 });
  return Number(/Collected : (\d+)/.exec(output)?.[1]);
}

/** More calls take more instructions: the difference is theirs alone. */
const perCall = (contender: string, workload: string): number =>
  (instructions(contender, workload, WARM + COUNTED) - instructions(contender, workload, WARM)) / COUNTED;

const rows = Object.keys(LIMITS).map((workload) => {
  const counts = Object.fromEntries(
    [BARE, REFERENCE, OURS].map((contender) => [contender, Math.round(perCall(contender, workload))]),
  );
  return [workload, ...Object.values(counts).map(String), multiple(workload, counts).toFixed(3)];
});
console.log(table(["instructions", BARE, REFERENCE, "fetch-cors", "multiple"], rows));
