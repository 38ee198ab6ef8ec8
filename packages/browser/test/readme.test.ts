// The example from the README, which defines tests and so cannot run inside a test. See the last test.
import { readFileSync } from "node:fs";
import { Hono } from "hono";
import { cors } from "hono/cors";
import { expect, test } from "vitest";
import { cutBlocks } from "../../../docs/test/code-blocks.ts";
import { createBrowser } from "../src/index.ts";

const app = new Hono();
app.use(cors({ origin: "https://app.example.com", credentials: true }));
app.delete("/users/:id", (context) => context.json({ deleted: context.req.param("id") }));

const pageOf = (origin: string) => createBrowser({ origin, network: (request) => app.fetch(request) });

test("the app may delete users", async () => {
  const page = pageOf("https://app.example.com");
  const response = await page.fetch("https://api.example.com/users/7", { method: "DELETE", credentials: "include" });
  expect(await response.json()).toEqual({ deleted: "7" });
});

test("a page from a different origin may not", async () => {
  const page = pageOf("https://evil.example");
  const response = page.fetch("https://api.example.com/users/7", { method: "DELETE" });
  await expect(response).rejects.toMatchObject({ code: "missing-allow-origin" });
});

test("the README shows the code of this file", () => {
  const read = (path: string): string => readFileSync(new URL(path, import.meta.url), "utf8");
  const code = `${cutBlocks("README.md", read("../README.md")).find(({ language }) => language === "js")?.code}\n`;
  const shown = code.slice(code.indexOf("const app"));
  expect(shown).toContain("test(");
  expect(read("./readme.test.ts").replace("(origin: string)", "(origin)")).toContain(shown);
});
