/** `pnpm test:browsers`: the simulated browser against every engine that is installed; with REQUIRE_PROGRAMS, against all. */
import { sampleCases } from "./cases.ts";
import { Laboratory } from "./compare.ts";
import { type CookieReport, compareCookies } from "./cookies.ts";
import { countPreflights } from "./count-preflights.ts";
import { ENGINES, isInstalled } from "./engines.ts";
import { compareRefusals, type RefusalReport } from "./refusals.ts";
import { compare, type Report } from "./report.ts";
import { compareStreams, type StreamReport } from "./streams.ts";

/** The seed and the number of the cases; both can be changed, to look further. */
const SEED = Number(process.env["SEED"] ?? 7);
const CASES = Number(process.env["CASES"] ?? 1200);
const WANTED = process.env["ENGINE"];

const cases = sampleCases(CASES, SEED);
const laboratory = new Laboratory(cases);
await laboratory.start();
const reports: Report[] = [];
const wanted = ENGINES.filter(({ name }) => !WANTED || name === WANTED);
const cookieReports: CookieReport[] = [];
const refusalReports: RefusalReport[] = [];
const streamReports: StreamReport[] = [];
const missing = wanted.filter((engine) => !isInstalled(engine));
try {
  for (const engine of wanted.filter(isInstalled)) {
    reports.push(await compare(engine, cases, laboratory));
    cookieReports.push(await compareCookies(engine));
    refusalReports.push(await compareRefusals(engine));
    // Only Chromium sends streams.
    if (engine.name === "chromium") streamReports.push(await compareStreams(engine));
  }
} finally {
  laboratory.stop();
}

console.log(`Cases of seed ${SEED}, the simulated browser against:\n`);
console.log("| engine | version | cases | agreements | exceptions | responses shared | preflights | messages |");
console.log("|---|---|---|---|---|---|---|---|");
for (const { engine, version, cases: count, agreements, shared, preflights, messages } of reports) {
  console.log(
    `| ${engine} | ${version} | ${count} | ${agreements} | ${count - agreements} | ${shared} | ${preflights} | ${messages} |`,
  );
}
console.log(
  "\nCookies:\n\n| engine | version | cases | agreements | exceptions | cookies sent |\n|---|---|---|---|---|---|",
);
for (const { engine, version, cases: count, disagreements, cookies } of cookieReports) {
  const agreements = count - disagreements.length;
  console.log(`| ${engine} | ${version} | ${count} | ${agreements} | ${disagreements.length} | ${cookies} |`);
}
for (const [title, rows] of [
  ["Arguments that are refused", refusalReports],
  ["Streamed bodies over HTTP/2", streamReports],
] as const) {
  console.log(`\n${title}:\n\n| engine | version | cases | agreements | exceptions |\n|---|---|---|---|---|`);
  for (const { engine, version, cases: count, disagreements } of rows) {
    console.log(`| ${engine} | ${version} | ${count} | ${count - disagreements.length} | ${disagreements.length} |`);
  }
}
const all = [...reports, ...cookieReports, ...refusalReports, ...streamReports];
for (const { engine, disagreements } of all) {
  for (const disagreement of disagreements) console.log(`\n${engine} disagrees:\n${disagreement}`);
}
for (const { name, packages } of missing)
  console.log(`\nNOT RUN: ${name} is not installed; apt-get install ${packages}`);

const [chromium] = wanted.filter(({ name }) => name === "chromium").filter(isInstalled);
if (chromium) {
  console.log("\nPreflights of a page's fifty mixed requests in Chromium, each server with `origin` and defaults:\n");
  for (const [library, count] of await countPreflights(chromium)) console.log(`- ${library}: ${count}`);
}

const passed = all.reduce((sum, { cases: count, disagreements }) => sum + count - disagreements.length, 0);
const failed =
  all.reduce((sum, { disagreements }) => sum + disagreements.length, 0) +
  (process.env["REQUIRE_PROGRAMS"] ? missing.length : 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
