import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

// The readers of an adapter's README know the framework: everything else belongs into the documentation. Next.js answers
// many requests before a handler runs, and its README lists them where people look.
test.each([
  ["next", 115],
  ["bun", 65],
  ["deno", 65],
  ["export", 65],
  ["fastify", 65],
  ["hono", 65],
  ["node", 65],
])("The README of %s has at most %d lines", (name, most) => {
  const readme = readFileSync(new URL(`../../packages/${name}/README.md`, import.meta.url), "utf8");
  expect(readme.trimEnd().split("\n").length).toBeLessThanOrEqual(most);
});
