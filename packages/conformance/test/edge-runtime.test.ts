// Runs all cases against the built core with only the web platform: no `process`, `Buffer`, `require` or `eval`.
import { createRequire } from "node:module";
import { EdgeVM } from "@edge-runtime/vm";
import { beforeAll, describe, expect, test } from "vitest";
import { cases } from "../src/index.ts";
import { ADAPTER, CONFORMANCE } from "../src/runtime.ts";
import { bundle } from "./bundle.ts";

const { version } = createRequire(import.meta.url)("@edge-runtime/vm/package.json");
const vm = new EdgeVM();

// Without `describeRuntime`, because there is no socket.
describe(`@fetch-cors/core on EdgeVM ${version}`, () => {
  beforeAll(async () => {
    vm.evaluate(await bundle("edge-runtime-entry.ts", "index.cjs", { format: "iife", globalName: "conformance" }));
    // The default error handling logs the error.
    vm.evaluate("console.error = () => {}");
  });

  describe(CONFORMANCE, () => {
    for (const { id, name } of cases) {
      test(`${id}: ${name}`, async () => expect(await vm.evaluate(`conformance.check("${id}")`)).toBe(""));
    }
  });

  describe(ADAPTER, () => {
    test.for(["process", "Buffer", "require", "module", "global", "setImmediate"])("there is no %s", (name) => {
      expect(vm.evaluate(`typeof ${name}`)).toBe("undefined");
    });

    test.for(["eval('1')", "new Function('return 1')()"])("%s is not allowed", (code) => {
      expect(() => vm.evaluate(code)).toThrow("Code generation from strings disallowed");
    });

    test("a response of another realm gets the CORS headers", async () => {
      vm.context["foreign"] = new Response("hello");
      expect(await vm.evaluate("conformance.passOn(foreign)")).toBe("* hello");
    });
  });
});
