/** Runs the cases on a runtime, as vitest tests: one call for each adapter and runtime. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ConformanceCase } from "./case.ts";
import { cases as allCases } from "./cases.ts";
import { checkCase } from "./check.ts";
import { CONFORMANCE, OWN } from "./groups.ts";

export { CONFORMANCE, OWN } from "./groups.ts";
export { type StartedProcess, startProcess } from "./start-process.ts";

/** A server that answers, with the cases mounted under `url`. */
export interface Running {
  /** Without a slash at the end. */
  readonly url: string;
  readonly stop: () => unknown;
}

/** What is tested, and what the runtime adds to it or cannot do. */
export interface RuntimeOptions {
  /** The package that is tested, like `@fetch-cors/bun`. */
  readonly adapter: string;
  /** Its runtime with its version, like `Bun 1.4.5`. */
  readonly runtime: string;
  /** Starts the real thing. */
  readonly start: () => Promise<Running>;
  /** The headers that the runtime adds by itself. Defaults to none. */
  readonly transportHeaders?: readonly string[];
  /** Whether the runtime has no status text, or one of its own. Defaults to `false`. */
  readonly losesStatusText?: boolean;
  /** Whether the adapter recognizes an outer policy and skips the inner one. Defaults to `false`. */
  readonly skipsInnerPolicy?: boolean;
  /** By a case's id, why it cannot run here. The reason is printed. Defaults to none. */
  readonly cannotRun?: Readonly<Record<string, string>>;
}

/**
 * Registers the conformance cases for a runtime, and those that are the adapter's own.
 *
 * @param own - Registers the adapter's own cases, each a `test`; `url()` is where the server answers, once it runs.
 */
export function describeRuntime(options: RuntimeOptions, own: (url: () => string) => void): void {
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
        if (reason) console.log(`not with ${adapter} on ${runtime}: ${id} (${reason})`);
        test.skipIf(reason)(`${id}: ${name}`, async () => {
          expect(await checkCase(testCase, fetch, { base: url(), ...transport })).toEqual([]);
        });
      }
    });
    describe(OWN, () => own(url));
  });
}
