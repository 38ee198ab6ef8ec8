/** Runs tests against a server if it is installed; says what is missing if it is not. */
import { describe, test } from "vitest";
import { type ServerProgram, versionOf } from "./server-program.ts";

export function describeInstalled(program: ServerProgram, tests: () => void): void {
  const isMissing = versionOf(program) === undefined;
  const reason = `${program.title} is not installed, so nothing is compared with it: ${program.installation}`;
  describe(program.title, () => {
    test("is installed", ({ skip }) => {
      if (isMissing && process.env["REQUIRE_PROGRAMS"]) throw new Error(reason);
      if (isMissing) console.warn(reason);
      skip(isMissing, reason);
    });
    describe.skipIf(isMissing)("answers as withCors", tests);
  });
}
