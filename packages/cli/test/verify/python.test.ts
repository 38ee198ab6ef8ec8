/** `verify` finds the mistakes of a server of Python's standard library. */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { freePorts, makeDirectory, type Running, run } from "../../../export/test/servers/server-program.ts";
import { STRICT } from "./servers/policies.ts";
import { PYTHON_MISTAKES } from "./servers/python-mistakes.ts";
import { kindsOf, verifyServer } from "./servers/verify-server.ts";

const isMissing = spawnSync("python3", ["--version"]).error !== undefined;
const reason = "python3 is not installed, so no server of it is verified";

test("python3 is installed", ({ skip }) => {
  if (isMissing && process.env["REQUIRE_PROGRAMS"]) throw new Error(reason);
  if (isMissing) console.warn(reason);
  skip(isMissing, reason);
});

describe.skipIf(isMissing)("http.server", () => {
  let ports: readonly number[];
  let server: Running;
  beforeAll(async () => {
    ports = await freePorts(PYTHON_MISTAKES.length + 1);
    const mistakes = Object.fromEntries(ports.map((port, index) => [port, PYTHON_MISTAKES[index]?.mistake ?? ""]));
    const python = {
      command: "python3",
      file: "server.py",
      args: (file: string) => [file, JSON.stringify(mistakes)],
    };
    const source = readFileSync(new URL("servers/mistaken_server.py", import.meta.url), "utf8");
    server = await run(python, source, ports, makeDirectory());
  });
  afterAll(() => server?.stop());

  test("without a mistake", async () => {
    expect(kindsOf(await verifyServer(`http://127.0.0.1:${ports.at(-1)}/users`, STRICT))).toEqual([]);
  });

  test.each(PYTHON_MISTAKES.map((one, index) => ({ ...one, index })))("$mistake", async ({ finds, index }) => {
    const report = await verifyServer(`http://127.0.0.1:${ports[index]}/users`, STRICT);
    expect(kindsOf(report)).toContain(finds);
  });
});
