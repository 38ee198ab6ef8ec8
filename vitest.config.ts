// Runs every test of the repository. Packages are tested from their sources, for coverage and mutation testing.
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import type { TestModule } from "vitest/node";

const source = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Prints a machine-readable summary at the very end, after the table of coverage. */
const counts = {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const count = (state: string): number => tests.filter((test) => test.result().state === state).length;
    // A file that does not load, a hook that throws, or a worker that dies runs no test, and still counts as a failure.
    const broken = modules
      .flatMap((module) => [module, ...module.children.allSuites()])
      .filter((part) => part.errors().length > 0).length;
    const failed = count("failed") + broken + unhandledErrors.length;
    const skipped = count("skipped") ? `, ${count("skipped")} skipped` : "";
    process.once("exit", () => console.log(`\n${count("passed")} passed, ${failed} failed${skipped}`));
  },
};

// Mutants run only the unit tests and the conformance cases, because the invariants would take too long.
const tests =
  "STRYKER_MUTATOR_WORKER" in process.env
    ? [
        "packages/core/test/{fetch-standard,policy,decide,serve}/**/*.test.ts",
        "packages/core/test/define-policy.test.ts",
        "packages/conformance/test/node.test.ts",
      ]
    : ["packages/*/test/**/*.test.ts", "examples/*/test/**/*.test.ts", "docs/test/**/*.test.ts"];

export default defineConfig({
  resolve: {
    // The other entries of a package come first, because its name is a prefix of theirs.
    alias: Object.fromEntries([
      ["@fetch-cors/browser/matchers", source("./packages/browser/src/matchers.ts")],
      ["@fetch-cors/browser/node", source("./packages/browser/src/node.ts")],
      ["@fetch-cors/core/adapter", source("./packages/core/src/adapter.ts")],
      ...["browser", "bun", "core", "deno", "export", "fastify", "hono", "next", "node"].map((name) => [
        `@fetch-cors/${name}`,
        source(`./packages/${name}/src/index.ts`),
      ]),
    ]),
  },
  test: {
    include: tests,
    reporters: ["default", counts],
    testTimeout: 60_000,
    coverage: {
      provider: "v8",
      include: ["packages/{browser,core,export,fastify,hono,next,node}/src/**"],
      reporter: [["text", { skipFull: true }]],
      thresholds: { 100: true },
    },
  },
});
