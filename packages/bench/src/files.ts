import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Results } from "./results.ts";

const pathOf = (part: string): string => fileURLToPath(new URL(`../results/${part}.json`, import.meta.url));

const ROOT = fileURLToPath(new URL("../../..", import.meta.url));

/** Where the page of the documentation is, which is made from the results. */
export const PAGE: string = fileURLToPath(new URL("../../../docs/benchmarks.md", import.meta.url));

export function write<Part extends keyof Results>(part: Part, result: Results[Part]): void {
  mkdirSync(fileURLToPath(new URL("../results/", import.meta.url)), { recursive: true });
  writeFileSync(pathOf(part), JSON.stringify(result));
  // As all JSON here: the lint asks for it.
  execFileSync("node_modules/.bin/biome", ["format", "--write", pathOf(part)], { cwd: ROOT, stdio: "ignore" });
}

export const read = <Part extends keyof Results>(part: Part): Results[Part] =>
  JSON.parse(readFileSync(pathOf(part), "utf8")) as Results[Part];

/** All that the page is made from. */
export function readAll(): Results {
  return {
    "node-20": read("node-20"),
    "node-24": read("node-24"),
    bun: read("bun"),
    deno: read("deno"),
    allocation: read("allocation"),
    size: read("size"),
    "cold-start": read("cold-start"),
    "end-to-end": read("end-to-end"),
  };
}
