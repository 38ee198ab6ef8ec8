// Runs the cases on every real runtime and prints how many passed: adapter, runtime and version, the shared cases,
// and the adapter's additional cases. The versions of Node come from npm.
import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ADAPTER, CONFORMANCE } from "../../src/groups.ts";

const root = fileURLToPath(new URL("../../../../", import.meta.url));
const vitest = join(createRequire(join(root, "package.json")).resolve("vitest/package.json"), "../vitest.mjs");

/** The versions that the adapters for Node support. */
const NODE_VERSIONS = ["20", "22", "24", "26"];
const ON_EVERY_NODE = ["packages/conformance/test/socket.test.ts", "packages/fastify/test/", "packages/node/test/"];
const ON_OTHER_RUNTIMES = [
  "packages/conformance/test/edge-runtime.test.ts",
  "packages/conformance/test/workerd.test.ts",
].concat(["bun", "deno", "hono", "next"].map((name) => `packages/${name}/test/`));

/** The format of Vitest's JSON reporter. */
interface Result {
  readonly ancestorTitles: readonly string[];
  readonly title: string;
  readonly status: string;
  readonly failureMessages: readonly string[];
}
interface Report {
  /** The exit code of Vitest; also not 0 for an error outside of all tests. */
  readonly exitCode: number | null;
  /** The requested files and folders. */
  readonly paths: readonly string[];
  /** A description of the run, for messages. */
  readonly description: string;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly Result[];
  }[];
}

/** Runs the tests in a child process, under another version of Node if one is given. */
async function run(files: readonly string[], version?: string): Promise<Report> {
  const folder = await mkdtemp(join(tmpdir(), "runtimes-"));
  const outputFile = join(folder, "report.json");
  const node = version === undefined ? [process.execPath] : ["npx", "--yes", "-p", `node@${version}`, "--", "node"];
  const [command = "", ...args] = [...node, vitest, "run", "--reporter=json", `--outputFile=${outputFile}`, ...files];
  const child = spawn(command, args, { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
  const description = `${files.join(", ")} on Node ${version ?? process.versions.node}`;
  const exitCode = await new Promise<number | null>((resolve, reject) =>
    child.once("close", resolve).once("error", reject),
  );
  try {
    const { testResults } = JSON.parse(await readFile(outputFile, "utf8"));
    return { exitCode, paths: files, description, testResults };
  } catch (cause) {
    throw new Error(`Vitest wrote no report for ${description}`, { cause });
  } finally {
    await rm(folder, { recursive: true });
  }
}

const started = Date.now();
const reports = [await run(ON_OTHER_RUNTIMES)];
for (const version of NODE_VERSIONS) reports.push(await run(ON_EVERY_NODE, version));

const files = reports.flatMap(({ testResults }) => testResults);
const results = files.flatMap(({ assertionResults }) => assertionResults);
const count = (among: readonly Result[], status: string): number =>
  among.filter((result) => result.status === status).length;
const shown = (among: readonly Result[]): string => {
  const [failed, skipped] = [count(among, "failed"), count(among, "skipped")];
  return `${count(among, "passed")}${failed > 0 ? `, ${failed} FAILED` : ""}${skipped > 0 ? `, ${skipped} skipped` : ""}`;
};

console.log("| adapter | runtime | conformance cases passed | adapter cases passed |\n|---|---|---|---|");
const isCore = (title: string): number => Number(title.startsWith("@fetch-cors/core "));
const titles = [...new Set(results.map(({ ancestorTitles }) => ancestorTitles[0] ?? ""))].sort(
  (one, other) => isCore(other) - isCore(one) || one.localeCompare(other, "en", { numeric: true }),
);
for (const title of titles) {
  const own = results.filter(({ ancestorTitles }) => ancestorTitles[0] === title);
  const inGroup = (group: string): Result[] => own.filter(({ ancestorTitles }) => ancestorTitles[1] === group);
  if (inGroup(CONFORMANCE).length === 0) continue;
  console.log(`| ${title.replace(" on ", " | ")} | ${shown(inGroup(CONFORMANCE))} | ${shown(inGroup(ADAPTER))} |`);
}

for (const { ancestorTitles, title, failureMessages } of results.filter(({ status }) => status === "failed")) {
  console.log(`failed: ${[...ancestorTitles, title].join(" > ")}\n${failureMessages.join("\n")}`);
}

// Failures outside of tests: a file that does not load, an error outside of all tests, a path without test files.
const otherFailures = reports.flatMap(({ exitCode, paths, description, testResults }) => {
  const broken = testResults
    .filter(({ status, assertionResults }) => status === "failed" && count(assertionResults, "failed") === 0)
    .map(({ name }) => `file failed to load: ${name}`);
  const missing = paths
    .filter((path) => !testResults.some(({ name }) => name.startsWith(join(root, path))))
    .map((path) => `no results for ${path}`);
  const own = testResults.flatMap(({ assertionResults }) => assertionResults);
  const counted = broken.length + missing.length + count(own, "failed");
  const uncounted = exitCode !== 0 && counted === 0 ? [`Vitest exited with code ${exitCode}: ${description}`] : [];
  return [...broken, ...missing, ...uncounted];
});
for (const failure of otherFailures) console.log(failure);
const failed = count(results, "failed") + otherFailures.length;
console.log(`\nin ${Math.round((Date.now() - started) / 1000)} s\n`);
console.log(`${count(results, "passed")} passed, ${failed} failed, ${count(results, "skipped")} skipped`);
process.exitCode = failed > 0 ? 1 : 0;
