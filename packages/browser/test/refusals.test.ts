// The comparison with real engines reads their errors; these examples run without a browser.
import { expect, test } from "vitest";
import { answering, browse } from "./page.ts";

test.each([
  ["standard", "Failed to execute 'fetch' on 'Window': 'TRACE' HTTP method is unsupported."],
  ["chromium", "Failed to execute 'fetch' on 'Window': 'TRACE' HTTP method is unsupported."],
  ["firefox", "Window.fetch: Invalid request method TRACE."],
  ["webkit", "Method is forbidden."],
] as const)("%s refuses a forbidden method in its own words", async (engine, message) => {
  const page = browse(answering(), { engine });
  await expect(page.fetch("/", { method: "TRACE" })).rejects.toThrow(new TypeError(message));
  expect(page.log).toEqual([]);
});

test("A header that is not made of bytes is refused by its part", async () => {
  const messageOf = (headers: HeadersInit) =>
    browse(answering(), { engine: "firefox" })
      .fetch("/", { headers })
      .catch((error: Error) => error.message);
  expect(await messageOf({ a: "b\u0101" })).toMatch(/value in record.* at index 1 has value 257/);
  expect(await messageOf({ "\u0101": "b" })).toMatch(/key of record/);
  expect(await messageOf([["a", "\u0101"]])).toMatch(/element of element of sequence/);
  expect(await messageOf([["a"] as unknown as [string, string]])).toMatch(/require name\/value tuples/);
});

test.each([
  ["chromium", "Failed to read the 'priority' property from 'RequestInit': The provided value 'urgent' is not"],
  ["firefox", "(value of 'priority' member of RequestInit) is not a valid value for enumeration RequestPriority."],
] as const)("%s refuses an unknown priority with the name of its enumeration", async (engine, message) => {
  const page = browse(answering(), { engine });
  await expect(page.fetch("/", { priority: "urgent" as RequestPriority })).rejects.toThrow(message);
});

test("only an engine that sends streams reads the member duplex", async () => {
  const duplex = "full" as "half";
  await expect(browse(answering(), { engine: "chromium" }).fetch("/", { duplex })).rejects.toThrow("'full'");
  await expect(browse(answering(), { engine: "firefox" }).fetch("/", { duplex })).resolves.toBeDefined();
});
