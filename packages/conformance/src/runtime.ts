/** Runs the cases on a runtime as Vitest tests: one call for each adapter and runtime. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ConformanceCase } from "./case.ts";
import { cases as allCases } from "./cases.ts";
import { checkCase } from "./check.ts";
import { ADAPTER, CONFORMANCE } from "./groups.ts";

export { ADAPTER, CONFORMANCE } from "./groups.ts";
export { type StartedProcess, startProcess } from "./start-process.ts";

/** A running server with the cases mounted under `url`. */
export interface Running {
  /** Without a trailing slash. */
  readonly url: string;
  readonly stop: () => unknown;
}

/** The tested package and runtime, and how the runtime differs. */
export interface RuntimeOptions {
  /** The package under test, such as `@fetch-cors/bun`. */
  readonly adapter: string;
  /** The runtime and its version, such as `Bun 1.4.5`. */
  readonly runtime: string;
  /** Starts the real server. */
  readonly start: () => Promise<Running>;
  /** The headers that the runtime adds itself. Defaults to none. */
  readonly transportHeaders?: readonly string[];
  /** Whether the runtime drops or replaces the status text. Defaults to `false`. */
  readonly losesStatusText?: boolean;
  /** Whether the adapter recognizes an outer policy and skips the inner one. Defaults to `false`. */
  readonly skipsInnerPolicy?: boolean;
  /** Case ids that cannot run on this runtime, each with the reason, which is printed. Defaults to none. */
  readonly cannotRun?: Readonly<Record<string, string>>;
}

/**
 * Registers the conformance cases for a runtime, and the adapter's additional cases.
 *
 * @param adapterCases - Registers the additional tests; `url()` returns the base URL while the server runs.
 */
export function describeRuntime(options: RuntimeOptions, adapterCases: (url: () => string) => void): void {
  const { adapter, runtime, start, cannotRun = {}, ...transport } = options;
  const unknown = Object.keys(cannotRun).filter((id) => !allCases.some((testCase) => testCase.id === id));
  if (unknown.length > 0) throw new Error(`no such case: ${unknown.join(", ")}`);
  const reasonAgainst = ({ id, inProcessOnly }: ConformanceCase): string | undefined => inProcessOnly ?? cannotRun[id];

  describe(`${adapter} on ${runtime}`, () => {
    let running: Running | undefined;
    const url = (): string => running?.url ?? "";
    beforeAll(async () => {
      running = await start();
    }, 300_000);
    afterAll(() => running?.stop());

    describe(CONFORMANCE, () => {
      for (const testCase of allCases) {
        const { id, name } = testCase;
        const reason = reasonAgainst(testCase);
        if (reason) console.log(`skipped with ${adapter} on ${runtime}: ${id} (${reason})`);
        test.skipIf(reason)(`${id}: ${name}`, async () => {
          expect(await checkCase(testCase, fetch, { base: url(), ...transport })).toEqual([]);
        });
      }
    });
    describe(ADAPTER, () => adapterCases(url));
  });
}
