// Builds what is published: ES module, CommonJS, and the declarations of both.
import { defineConfig } from "tsup";

export default defineConfig({
  entry: ["src/index.ts", "src/adapter.ts"],
  format: ["esm", "cjs"],
  // Both entries share one copy of the code, in CommonJS too.
  splitting: true,
  dts: true,
  clean: true,
  target: "es2022",
  platform: "neutral",
});
