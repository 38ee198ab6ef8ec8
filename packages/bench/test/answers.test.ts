import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { Finding } from "@fetch-cors/peers";
import { COMPARED } from "@fetch-cors/peers/compare-answers";
import { ENVIRONMENT } from "@fetch-cors/peers/runtimes";
import { beforeAll, describe, expect, test } from "vitest";
import { bundleProgram } from "../src/bundle.ts";

interface Checked {
  /** Contender and workload, if the answers were compared with the answers of core. */
  readonly compared: readonly string[];
  readonly findings: readonly Finding[];
}

describe.each(Object.entries(COMPARED))("on %s", (_name, runtime) => {
  let checked: Checked;
  beforeAll(async () => {
    const { command, args } = runtime();
    const program = await bundleProgram("check-in-process");
    const { stdout } = await promisify(execFile)(command, [...args, program], { env: ENVIRONMENT });
    checked = JSON.parse(stdout.slice(stdout.lastIndexOf("\n"))) as Checked;
  }, 120_000);

  test("our packages and the hand-written servers give the same answers, byte for byte", () => {
    expect(checked.compared).toContain("hand-written: GET, redirect");
    expect(checked.compared).toContain("@fetch-cors/fastify: preflight allowed");
    expect(checked.compared.length).toBeGreaterThan(70);
  });

  test("our packages and the exact hand-written servers make no mistake", () => {
    const mistakes = checked.findings.filter(
      ({ peer, finding }) => peer !== "hand-written, simpler" && finding !== "cannot send fetched responses",
    );
    expect(mistakes).toEqual([]);
  });

  test("the simpler hand-written server keeps CORS headers of the handler", () => {
    const mistakes = checked.findings.filter(({ peer }) => peer === "hand-written, simpler");
    expect(mistakes.map(({ finding }) => finding)).toContain("keeps the handler's CORS headers");
  });
});
