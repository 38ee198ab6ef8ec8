// Builds what is published: the program, with a file for each command, so that a start reads only what it needs.
import { defineConfig } from "tsup";

export default defineConfig({
  entry: ["src/main.ts"],
  format: ["esm"],
  clean: true,
  splitting: true,
  target: "node20",
  platform: "node",
});
