import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

// Who comes to an adapter knows its framework: more than this belongs into the documentation.
test.each(["next", "bun", "deno", "fastify", "hono", "node"])("The README of %s has at most 60 lines", (name) => {
  const readme = readFileSync(new URL(`../../packages/${name}/README.md`, import.meta.url), "utf8");
  expect(readme.trimEnd().split("\n").length).toBeLessThanOrEqual(60);
});
