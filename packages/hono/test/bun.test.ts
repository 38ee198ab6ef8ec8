// Runs all cases on Bun, in a child process.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describeRuntime, startProcess } from "@fetch-cors/conformance/runtime";
import { honoVersion } from "./hono-version.ts";
import { honoCases } from "./own/index.ts";

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const { version } = JSON.parse(readFileSync(path("../node_modules/bun/package.json"), "utf8")) as { version: string };

describeRuntime(
  {
    adapter: "@fetch-cors/hono",
    runtime: `Hono ${honoVersion} (Bun ${version})`,
    // Bun adds a `Content-Type` to bodies of some types.
    transportHeaders: ["connection", "content-length", "content-type", "date", "keep-alive", "transfer-encoding"],
    losesStatusText: true,
    start: () => startProcess(path("../node_modules/bun/bin/bun.exe"), [path("bun-entry.ts")]),
  },
  honoCases,
);
