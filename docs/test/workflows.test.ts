// A release can be trusted if each job of its workflow can do only what it has to.
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";

const folder = new URL("../../.github/workflows/", import.meta.url);

interface Job {
  readonly needs?: string | readonly string[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly steps?: readonly { readonly uses?: string; readonly run?: string; readonly env?: Record<string, string> }[];
}
const workflows = readdirSync(folder).map((name) => {
  const text = readFileSync(new URL(name, folder), "utf8");
  const { jobs } = parse(text) as { readonly jobs: Readonly<Record<string, Job>> };
  return { name, text, jobs };
});
const scripts = ["run", "publish"].map((name) => readFileSync(new URL(`../../.ci/${name}`, import.meta.url), "utf8"));
const { jobs: release = {} } = workflows.find(({ name }) => name === "release.yml") ?? {};

describe.each(workflows)("$name", ({ text, jobs }) => {
  test("pins each action by the hash of a release, which a comment names", () => {
    const uses = [...text.matchAll(/uses: (.*)$/gm)].map(([, action = ""]) => action);
    const pinned = /^[\w-]+\/[\w-]+@[\da-f]{40} # v\d+\.\d+\.\d+$|^\.\/\.github\/workflows\//;
    expect(uses.filter((action) => !pinned.test(action))).toEqual([]);
  });

  test("pins what it runs from npm by version, the same one everywhere", () => {
    const tools = [text, ...scripts].flatMap((source) =>
      [...source.matchAll(/npx --yes (\S+)/g)].map(([, tool]) => tool),
    );
    expect([...new Set(tools)].sort()).toEqual(["deno@2.9.6", "pnpm@12.21.0"].filter((tool) => tools.includes(tool)));
  });

  test("names the permissions of each job", () => {
    for (const [name, { permissions }] of Object.entries(jobs)) expect(permissions, name).toBeTypeOf("object");
  });
});

test("What is published waits for the tests, and for nothing that could publish", () => {
  for (const [name, { needs, permissions }] of Object.entries(release)) {
    if (permissions?.["id-token"] !== "write") continue;
    expect(needs, name).toEqual(["test", "build"]);
    expect(permissions, name).toEqual({ contents: "read", "id-token": "write" });
  }
  expect(Object.keys(release)).toEqual(["test", "version", "build", "npm", "jsr", "tag"]);
});

test("A job with an identity installs no dependencies, and one that installs them has neither identity nor secret", () => {
  for (const [name, { permissions = {}, steps = [] }] of Object.entries(release)) {
    const installs = steps.some(({ run = "" }) => /pnpm@\S+ (?:install|run|test)/.test(run));
    const secrets = steps.some(({ env = {} }) => Object.values(env).some((value) => value.includes("secrets.")));
    if (installs) expect([permissions["id-token"], secrets], name).toEqual([undefined, false]);
  }
});

test("pnpm 12 reads the setting for provenance only under its own name", () => {
  const [publish] = release["npm"]?.steps?.filter(({ run = "" }) => run.startsWith(".ci/publish")) ?? [];
  expect(publish?.env).toMatchObject({ PNPM_CONFIG_PROVENANCE: "true" });
  expect(workflows.map(({ text }) => text).join("")).not.toContain(" NPM_CONFIG_PROVENANCE");
});
