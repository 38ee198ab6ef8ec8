import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Results } from "./results.ts";

const pathOf = (part: string): string => fileURLToPath(new URL(`../results/${part}.json`, import.meta.url));

/** The page of the documentation that is generated from the results. */
export const PAGE: string = fileURLToPath(new URL("../../../docs/benchmarks.md", import.meta.url));

const PARTS: readonly (keyof Results)[] = [
  "node-20",
  "node-22",
  "node-24",
  "node-26",
  "bun",
  "deno",
  "allocation",
  "size",
  "cold-start",
  "load",
];

/** JSON with a line for each entry of the two outer levels, so that a change of one workload changes one line. */
function format(value: unknown, depth: number): string {
  if (depth === 0 || typeof value !== "object" || value === null) return JSON.stringify(value);
  const indent = "  ".repeat(3 - depth);
  const [open, close] = Array.isArray(value) ? "[]" : "{}";
  const entries = Object.entries(value).map(([name, entry]) => {
    const text = format(entry, depth - 1);
    return Array.isArray(value) ? `${indent}${text}` : `${indent}${JSON.stringify(name)}: ${text}`;
  });
  return `${open}\n${entries.join(",\n")}\n${indent.slice(2)}${close}`;
}

export const write = <Part extends keyof Results>(part: Part, result: Results[Part]): void =>
  writeFileSync(pathOf(part), `${format(result, 2)}\n`);

/** The committed results. A part that has not been measured is absent. */
export function readAll(): Partial<Results> {
  const measured = PARTS.filter((part) => existsSync(pathOf(part)));
  return Object.fromEntries(measured.map((part) => [part, JSON.parse(readFileSync(pathOf(part), "utf8"))]));
}
