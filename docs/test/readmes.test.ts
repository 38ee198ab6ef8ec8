import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

// The readers of an adapter's README know the framework: everything else belongs into the documentation. Next.js answers
// many requests before a handler runs, and its README lists them where people look.
test.each([
  ["next", 135],
  ["bun", 75],
  ["deno", 75],
  ["export", 75],
  ["fastify", 75],
  ["hono", 75],
  ["node", 75],
])("The README of %s has at most %d lines", (name, most) => {
  const readme = readFileSync(new URL(`../../packages/${name}/README.md`, import.meta.url), "utf8");
  expect(readme.trimEnd().split("\n").length).toBeLessThanOrEqual(most);
});
