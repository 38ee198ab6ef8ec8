// A changeset without its front matter stops the release, and nothing before it: a formatter may take it for Markdown.
import { readdirSync, readFileSync } from "node:fs";
import parse from "@changesets/parse";
import { expect, test } from "vitest";

const folder = new URL("../../.changeset/", import.meta.url);
const packages = new URL("../../packages/", import.meta.url);

test("A changeset names packages that are published, and says what changes", () => {
  const published = readdirSync(packages)
    .map((name) => JSON.parse(readFileSync(new URL(`${name}/package.json`, packages), "utf8")))
    .filter((manifest) => !manifest.private)
    .map((manifest) => manifest.name);
  // Right after a release there are none.
  for (const file of readdirSync(folder).filter((name) => name.endsWith(".md"))) {
    const { releases, summary } = parse(readFileSync(new URL(file, folder), "utf8"));
    expect(summary, file).not.toBe("");
    expect(releases.length, file).toBeGreaterThan(0);
    for (const { name } of releases) expect(published, file).toContain(name);
  }
});
