import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, test } from "vitest";
import { bundle } from "../src/bundle.ts";
import { pool } from "../src/compare.ts";
import { read } from "../src/files.ts";
import type { ProcessResult, RuntimeResult } from "../src/results.ts";
import { ENVIRONMENT, RUNTIMES, type Runtime } from "../src/runtimes.ts";

/** The results of the generation of Node that is running: newer versions answer like the newest that is measured. */
const node: Runtime["id"] = Number.parseInt(process.versions.node, 10) < 22 ? "node-20" : "node-24";
const runtimes: readonly Runtime[] = [
  { id: node, command: process.execPath, args: [] },
  RUNTIMES.bun(),
  RUNTIMES.deno(),
];

/** What is answered by whom, without any times. */
async function answersOn({ id, command, args }: Runtime): Promise<RuntimeResult> {
  const folder = await mkdtemp(join(tmpdir(), "fetch-cors-answers-"));
  const out = join(folder, `${id}.json`);
  await promisify(execFile)(command, [...args, await bundle("in-process"), "--answers", `--out=${out}`], {
    env: ENVIRONMENT,
  });
  const result = JSON.parse(await readFile(out, "utf8")) as ProcessResult;
  await rm(folder, { recursive: true });
  return pool([result]);
}

type Part = Pick<RuntimeResult, "workloads" | "absent">;
const wrong = ({ workloads }: Part) =>
  workloads.flatMap(({ name, rows }) => rows.map((row) => [name, row.name, row.wrong]));
const left = ({ workloads, absent }: Part) => [
  ...absent.map(({ name }) => [name]),
  ...workloads.flatMap(({ name, absent }) => absent.map((one) => [name, one.name])),
];

/** The results of the workloads that were asked: the large ones are too slow for a test. */
function known({ workloads }: RuntimeResult, id: Runtime["id"]): RuntimeResult {
  const result = read(id);
  const asked = result.workloads.filter(({ name }) => workloads.some((one) => one.name === name));
  expect(asked.length).toBeGreaterThan(result.workloads.length - 4);
  return { ...result, workloads: asked };
}

describe.each(runtimes)("on $id", (runtime) => {
  let answers: RuntimeResult;
  beforeAll(async () => {
    answers = await answersOn(runtime);
  });

  test("everyone answers as the tables say", () => {
    expect(wrong(answers)).toEqual(wrong(known(answers, runtime.id)));
  });

  test("the requests that are not timed are answered as the page says", () => {
    expect(answers.probes).toEqual(read(runtime.id).probes);
  });

  test("nobody is left out but those that the page names", () => {
    expect(left(answers)).toEqual(left(known(answers, runtime.id)));
  });

  test("fetch-cors and the hand-written ways answer the same, to the byte", () => {
    const rows = answers.workloads.flatMap(({ name, rows }) => rows.map((row) => ({ workload: name, ...row })));
    const bound = rows.filter(({ differences }) => differences !== undefined);
    expect(bound.length).toBeGreaterThan(answers.workloads.length * 8);
    expect(bound.filter(({ differences = [], wrong }) => differences.length + wrong.length > 0)).toEqual([]);
  });

  test("fetch-cors and the hand-written ways answer nothing wrongly that is not timed", () => {
    const findings = answers.probes.flatMap(({ wrong }) => Object.keys(wrong));
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.filter((name) => name.startsWith("@fetch-cors/") || name.startsWith("hand-written: "))).toEqual([]);
  });

  test("the simpler hand-written code keeps CORS headers that a handler has set", () => {
    const probe = answers.probes.find(({ name }) => name === "handler sets CORS headers itself");
    expect(probe?.wrong["hand-written (no replacing)"]).toEqual(["keeps the handler's CORS headers"]);
  });
});
