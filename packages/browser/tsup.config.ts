// Builds what is published: ES module, CommonJS, and the declarations of both.
import { defineConfig } from "tsup";

export default defineConfig({
  entry: ["src/index.ts", "src/matchers.ts", "src/node.ts"],
  format: ["esm", "cjs"],
  dts: true,
  clean: true,
  target: "es2022",
  platform: "neutral",
  external: [/^node:/],
});
