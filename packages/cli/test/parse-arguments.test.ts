import { expect, test } from "vitest";
import { runCli } from "./run-cli.ts";

/** The line that a command prints for wrong arguments. */
const lineOf = async (...args: readonly string[]) => (await runCli(args)).stderr.split("\n")[0];

test.each(["check", "explain", "verify", "audit", "export"])(
  "%s prints Node's description of a wrong option without its advice",
  async (command) => {
    expect(await lineOf(command, "--unknown")).toBe("fetch-cors: Unknown option '--unknown'");
    expect(await lineOf(command, "-?")).toBe("fetch-cors: Unknown option '-?'");
    expect(await lineOf(command, "--json=yes")).toBe("fetch-cors: Option '--json' does not take an argument");
  },
);

test.each([
  ["check", "--fix", "fix"],
  ["verify", "--policy", "policy"],
  ["audit", "--cookie", "cookie"],
  ["export", "--to", "to"],
])("%s prints the description of a missing value", async (command, option, name) => {
  expect(await lineOf(command, option)).toBe(`fetch-cors: Option '--${name} <value>' argument missing`);
  expect(await lineOf(command, option, "--json")).toBe(`fetch-cors: Option '--${name}' argument is ambiguous`);
});
