// Runs the benchmarks, prints their tables, and makes docs/benchmarks.md: `pnpm bench`. What can be chosen is below.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { allocation } from "./allocation.ts";
import { bundle } from "./bundle.ts";
import { coldStarts } from "./cold-start.ts";
import { pool } from "./compare.ts";
import { CONTENDERS } from "./contenders.ts";
import { CONNECTIONS, endToEnd, SERVERS } from "./end-to-end.ts";
import { PAGE, readAll, write } from "./files.ts";
import { machine, versionOf } from "./machine.ts";
import { allocationSection } from "./report/allocation-section.ts";
import { coldStartSection } from "./report/cold-start-section.ts";
import { endToEndSection } from "./report/end-to-end-section.ts";
import { page } from "./report/page.ts";
import { runtimeSection } from "./report/runtime-section.ts";
import { sizeSection } from "./report/size-section.ts";
import type { ProcessResult, Results, RuntimeResult } from "./results.ts";
import { runtimeName } from "./runtime-name.ts";
import { ENVIRONMENT, RUNTIMES, type Runtime } from "./runtimes.ts";
import { sizes } from "./size.ts";

const { values } = parseArgs({
  options: {
    /** Only these parts, separated by commas: the runtimes, `allocation`, `size`, `cold-start`, `end-to-end`, `page`. */
    only: { type: "string" },
    /** Few and short rounds, to see that all works; nothing is kept. */
    quick: { type: "boolean", default: false },
    /** Only workloads, or contenders, whose names have one of these parts; nothing is kept. */
    workload: { type: "string", default: "" },
    contender: { type: "string", default: "" },
  },
});
const { quick, workload, contender } = values;
const isKept = !quick && workload === "" && contender === "";
const parts = values.only?.split(",");
const isWanted = (part: string): boolean => parts?.includes(part) ?? true;

/** An odd number, so that one of them is the median. */
const PROCESSES = 5;

const found = new Map<Runtime["id"], Runtime>();
function runtime(id: Runtime["id"]): Runtime {
  const known = found.get(id) ?? RUNTIMES[id]();
  found.set(id, known);
  return known;
}
const ids = Object.keys(RUNTIMES) as Runtime["id"][];

function keep<Part extends keyof Results>(part: Part, result: Results[Part], section: string): void {
  console.log(`\n${section}`);
  if (isKept) write(part, result);
}

/** In processes of the runtime, one after the other; each writes a file, as a framework may print. */
async function inProcesses({ command, args, id }: Runtime): Promise<RuntimeResult> {
  const file = await bundle("in-process");
  const out = join(tmpdir(), `fetch-cors-bench-${process.pid}-${id}.json`);
  const given = [`--workload=${workload}`, `--contender=${contender}`, `--out=${out}`, ...(quick ? ["--quick"] : [])];
  const run = (seed: number): ProcessResult => {
    execFileSync(command, [...args, file, ...given, `--seed=${seed}`], {
      env: ENVIRONMENT,
      stdio: ["ignore", "ignore", "inherit"],
    });
    return JSON.parse(readFileSync(out, "utf8")) as ProcessResult;
  };
  return pool(Array.from({ length: quick ? 1 : PROCESSES }, (_, index) => run(index + 1)));
}

const nameOf = ({ id, command }: Runtime): string => {
  const [version] =
    /\d+\.\d+\.\d+/.exec(execFileSync(command, ["--version"], { encoding: "utf8", env: ENVIRONMENT })) ?? [];
  return `${{ "node-20": "Node", "node-24": "Node", bun: "Bun", deno: "Deno" }[id]} ${version}`;
};

for (const id of ids.filter(isWanted)) {
  const result = { ...(await inProcesses(runtime(id))), machine: machine() };
  keep(id, result, runtimeSection(result));
}
if (isWanted("allocation")) {
  const result = { machine: machine(), runtime: runtimeName(), bytes: await allocation({ workload }) };
  keep("allocation", result, allocationSection(result));
}
if (isWanted("size")) {
  const names = [...new Set(CONTENDERS.flatMap((one) => one.package ?? []))].filter(
    (name) => !name.startsWith("@fetch-cors/"),
  );
  const versions = Object.fromEntries(names.map((name) => [name, versionOf(name)]));
  const result = { sizes: await sizes(), versions };
  keep("size", result, sizeSection(result));
}
if (isWanted("cold-start")) {
  const rounds = quick ? 5 : 101;
  const runtimes: Record<string, Awaited<ReturnType<typeof coldStarts>>> = {};
  for (const id of ids) runtimes[nameOf(runtime(id))] = await coldStarts(runtime(id), rounds);
  const result = { machine: machine(), rounds, runtimes };
  keep("cold-start", result, coldStartSection(result));
}
if (isWanted("end-to-end")) {
  const size = quick ? { rounds: 3, amount: 2000 } : { rounds: 21, amount: 6000 };
  const runtimes: Record<string, Awaited<ReturnType<typeof endToEnd>>> = {};
  for (const id of ids) {
    for (const server of SERVERS[id]) {
      runtimes[`${nameOf(runtime(id))}, ${server}`] = await endToEnd(runtime(id), server, size);
    }
  }
  const result = { machine: machine(), ...size, connections: CONNECTIONS, runtimes };
  keep("end-to-end", result, endToEndSection(result));
}
if (isKept) writeFileSync(PAGE, page(readAll()));
