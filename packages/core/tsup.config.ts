// Builds what is published: ES module, CommonJS, and the declarations of both.
import { defineConfig, type Options } from "tsup";

const shared: Options = { format: ["esm", "cjs"], target: "es2022", platform: "neutral" };

export default defineConfig([
  // Both entries share one copy of the code, in CommonJS too.
  { ...shared, entry: ["src/index.ts", "src/adapter.ts"], splitting: true, clean: true },
  // The declarations of each entry are one file: Deno does not find a shared file of declarations that has no code.
  { ...shared, entry: ["src/index.ts"], dts: { only: true } },
  { ...shared, entry: ["src/adapter.ts"], dts: { only: true } },
]);
