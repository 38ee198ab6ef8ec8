// Runs all cases against core in this process.
import { withCors } from "@fetch-cors/core";
import { beforeEach, expect, test, vi } from "vitest";
import { cases, checkCase, conformanceApp } from "../src/index.ts";

// The default error handling logs the error.
beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => undefined));

const app = conformanceApp(withCors);

for (const testCase of cases) {
  test(`${testCase.id}: ${testCase.name}`, async () => expect(await checkCase(testCase, app)).toEqual([]));
}
