// Runs the benchmarks, prints their tables, and generates docs/benchmarks.md: `pnpm bench`.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { compareAnswers, readFindings } from "@fetch-cors/peers/compare-answers";
import { ENVIRONMENT, RUNTIMES, type Runtime } from "@fetch-cors/peers/runtimes";
import { peerVersions } from "@fetch-cors/peers/versions";
import { allocation } from "./allocation.ts";
import { bundleCore, bundleProgram } from "./bundle.ts";
import { coldStarts } from "./cold-start.ts";
import { pool } from "./compare.ts";
import { SERVERS } from "./load-contenders.ts";
import { CONNECTIONS, loadTest } from "./load-test.ts";
import { machine } from "./machine.ts";
import { allocationSection } from "./report/allocation-section.ts";
import { baseSection } from "./report/base-section.ts";
import { coldStartSection } from "./report/cold-start-section.ts";
import { loadSection } from "./report/load-section.ts";
import { page } from "./report/page.ts";
import { sizeSection } from "./report/size-section.ts";
import { frameworksSection } from "./report/spread-section.ts";
import { workloadsSection } from "./report/workloads-section.ts";
import { PAGE, readAll, write } from "./result-files.ts";
import type { ColdStart, ProcessResult, Results, RuntimeResult, Throughput } from "./results.ts";
import { runtimeName } from "./runtime-name.ts";
import { sizes } from "./size.ts";

const { values } = parseArgs({
  options: {
    /**
     * Only these parts, separated by commas: the runtimes, `answers`, `allocation`, `size`, `cold-start`, `load`,
     * `page`.
     */
    only: { type: "string" },
    /** Few and short rounds, to check that everything works. Writes no file. */
    quick: { type: "boolean", default: false },
    /**
     * Only workloads and contenders whose names contain one of these texts, separated by semicolons. Writes no file.
     */
    workload: { type: "string", default: "" },
    contender: { type: "string", default: "" },
    /** The folder of an earlier build of core (`dist`), which runs beside the current one. Writes no file. */
    base: { type: "string" },
  },
});
const { quick, workload, base } = values;
const isKept = !quick && workload === "" && values.contender === "" && base === undefined;
const parts = values.only?.split(",");
/** The runtimes whose speed must not get worse. */
const WITH_BASE = ["node-24", "bun", "deno"];
const isWanted = (part: string): boolean => parts?.includes(part) ?? (base === undefined || WITH_BASE.includes(part));

/** An odd number, so that one process is the median. Two builds of core differ little, so they need more processes. */
const PROCESSES = quick ? 1 : base === undefined ? 5 : 9;

/** Compared with a base, core and its reference are enough. On two versions of Node only the frameworks of Node run. */
const ON_FRAMEWORKS = "Express;fastify";
function contendersOn(id: Runtime["id"]): string {
  if (values.contender !== "") return values.contender;
  if (base !== undefined) return "hand-written;@fetch-cors/core";
  return id === "node-22" || id === "node-26" ? ON_FRAMEWORKS : "";
}

const found = new Map<Runtime["id"], Runtime>();
function runtime(id: Runtime["id"]): Runtime {
  const known = found.get(id) ?? RUNTIMES[id]();
  found.set(id, known);
  return known;
}
const IDS = Object.keys(RUNTIMES) as Runtime["id"][];

function keep<Part extends keyof Results>(part: Part, result: Results[Part], section: string): void {
  console.log(`\n${section}`);
  if (isKept) write(part, result);
}

/**
 * Measures in several processes, one after the other. Each writes a file, because a framework may print to the output.
 */
async function inProcesses({ command, args, id }: Runtime): Promise<RuntimeResult> {
  const program = await bundleProgram("in-process");
  const env = { ...ENVIRONMENT };
  if (base !== undefined) env["BASE_FILE"] = await bundleCore(join(resolve(base), "index.js"), "base-core");
  const out = join(tmpdir(), `fetch-cors-bench-${process.pid}-${id}.json`);
  const options = [`--workload=${workload}`, `--contender=${contendersOn(id)}`, `--out=${out}`];
  if (quick) options.push("--rounds=30", "--batch=0.5");
  if (quick || base !== undefined || contendersOn(id) === ON_FRAMEWORKS) options.push("--small");
  const run = (seed: number): ProcessResult => {
    execFileSync(command, [...args, program, ...options, `--seed=${seed}`], {
      env,
      stdio: ["ignore", "ignore", "inherit"],
    });
    return JSON.parse(readFileSync(out, "utf8")) as ProcessResult;
  };
  return pool(Array.from({ length: PROCESSES }, (_, index) => run(index + 1)));
}

function nameOf({ id, command }: Runtime): string {
  const [version] =
    /\d+\.\d+\.\d+/.exec(execFileSync(command, ["--version"], { encoding: "utf8", env: ENVIRONMENT })) ?? [];
  return `${id === "bun" ? "Bun" : id === "deno" ? "Deno" : "Node"} ${version}`;
}

if (isWanted("answers") && isKept) await compareAnswers();
for (const id of IDS.filter(isWanted)) {
  const result = { ...(await inProcesses(runtime(id))), machine: machine() };
  const sections = base === undefined ? [workloadsSection(result), frameworksSection([result])] : [baseSection(result)];
  keep(id, result, sections.filter(Boolean).join("\n\n"));
}
if (isWanted("allocation")) {
  const result = { machine: machine(), runtime: runtimeName(), bytes: await allocation({ workload }) };
  keep("allocation", result, allocationSection(result));
}
if (isWanted("size")) {
  const result = { sizes: await sizes(), versions: peerVersions() };
  keep("size", result, sizeSection(result));
}
if (isWanted("cold-start")) {
  const rounds = quick ? 5 : 101;
  const libraries: Record<string, Record<string, ColdStart>> = {};
  for (const id of Object.keys(SERVERS) as Runtime["id"][]) {
    for (const [library, start] of await coldStarts(runtime(id), rounds)) {
      libraries[library] = { ...libraries[library], [nameOf(runtime(id))]: start };
    }
  }
  const result = { machine: machine(), rounds, libraries };
  keep("cold-start", result, coldStartSection(result));
}
if (isWanted("load")) {
  const size = quick ? { rounds: 3, requests: 2000 } : { rounds: 21, requests: 6000 };
  const results: Throughput[] = [];
  for (const id of IDS) {
    for (const server of SERVERS[id] ?? []) {
      const tested = await loadTest(runtime(id), server, size);
      results.push(...tested.map((one) => ({ runtime: nameOf(runtime(id)), ...one })));
    }
  }
  const result = { machine: machine(), ...size, connections: CONNECTIONS, results };
  keep("load", result, loadSection(result));
}
if (isKept) writeFileSync(PAGE, page(readAll(), readFindings()));
