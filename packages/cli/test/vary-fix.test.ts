import { adviceFor, createBrowser } from "@fetch-cors/browser";
import { expect, test } from "vitest";
import { RULES } from "../src/audit/rules.ts";
import { changeForCache } from "../src/verify/changes.ts";

test("every command has the same words for a missing Vary as the simulated browser", async () => {
  const origin = "https://app.example.com";
  const network = () => new Response("hello", { headers: { "Access-Control-Allow-Origin": origin } });
  const page = createBrowser({ origin, network });
  await page.fetch("https://api.example.com/");
  const fix = adviceFor(page.log)[0]?.fix;
  expect(RULES["missing-vary"].fix).toBe(fix);
  expect(changeForCache("https://api.example.com/")).toBe(
    fix?.replace("for this resource", "from https://api.example.com/"),
  );
});
