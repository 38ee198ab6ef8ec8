/**
 * `pnpm test:export`: every server that is installed against `withCors`; with REQUIRE_PROGRAMS, all of them.
 * `pnpm test:export --scale`: how long each takes with long lists.
 */
import { type ComparisonReport, compareServer } from "./compare.ts";
import { DIFFERENCE_CLASSES } from "./differences.ts";
import { PROGRAMS } from "./programs.ts";
import { measureScale } from "./scale.ts";
import { type ServerProgram, versionOf } from "./server-program.ts";

/** The seed of the policies and requests; another seed can be given, to look further. */
const SEED = Number(process.env["SEED"] ?? 7);
const AMOUNT = { seed: SEED, policies: 100, requests: 60, pages: 6 };
/** Only servers whose title contains this text. */
const ONLY = process.env["ONLY"] ?? "";

if (process.argv.includes("--scale")) {
  await showScale();
  process.exit(0);
}

async function showScale(): Promise<void> {
  console.log("| server | list | start in ms | memory in MB | hit in ms | miss in ms |");
  console.log("|---|---|---|---|---|---|");
  for (const program of PROGRAMS.filter(({ title }) => title.includes(ONLY))) {
    if (versionOf(program) === undefined) continue;
    for (const { list, start, memory, hit, miss } of await measureScale(program)) {
      const [times, sizes] = [[hit, miss].map((time) => time.toFixed(2)), [start, memory].map(Math.round)];
      console.log(`| ${program.title} | ${list} | ${sizes.join(" | ")} | ${times.join(" | ")} |`);
    }
  }
}

const rows: { readonly program: ServerProgram; readonly version: string; readonly report: ComparisonReport }[] = [];
const missing: ServerProgram[] = [];
for (const program of PROGRAMS.filter(({ title }) => title.includes(ONLY))) {
  const version = versionOf(program);
  if (version === undefined) missing.push(program);
  else rows.push({ program, version, report: await compareServer(program, AMOUNT) });
}

console.log(`Policies of seed ${SEED}, each server against withCors:\n`);
console.log(
  "| server | version | policies | requests | equal | verdicts | shared | differences by class | unexplained |",
);
console.log("|---|---|---|---|---|---|---|---|---|");
for (const { program, version, report } of rows) {
  const { policies, requests, verdicts, shared, classes, unexplained } = report;
  const differing = [...classes.values()].reduce((sum, count) => sum + count, 0);
  const byClass = [...classes].map(([name, count]) => `${name}: ${count}`).join(", ") || "none";
  console.log(
    `| ${program.title} | ${version} | ${policies} | ${requests} | ${requests - differing} | ${verdicts} | ${shared} | ${byClass} | ${unexplained.length} |`,
  );
}
console.log("");
for (const { name, reason } of DIFFERENCE_CLASSES) {
  if (rows.some(({ report }) => report.classes.has(name))) console.log(`- ${name}: ${reason}.`);
}
for (const { program, report } of rows) {
  for (const text of report.unexplained.slice(0, 5)) console.log(`\n${program.title} differs:\n${text}`);
}
for (const { title, installation } of missing) console.log(`\nNOT RUN: ${title} is not installed; ${installation}`);

const total = rows.reduce((sum, { report }) => sum + report.requests + report.verdicts, 0);
const failed =
  rows.reduce((sum, { report }) => sum + report.unexplained.length, 0) +
  (process.env["REQUIRE_PROGRAMS"] ? missing.length : 0);
console.log(`\n${total - failed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
