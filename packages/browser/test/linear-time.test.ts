// Everything that a server sends is read in linear time: the test counts the work instead of timing it.
import { afterEach, describe, expect, test, vi } from "vitest";
import { HeaderList, stripWhitespace } from "../src/header-list.ts";
import type { BrowserRequestInit, Engine, RawResponse } from "../src/index.ts";
import { API, browse } from "./page.ts";

afterEach(() => {
  vi.restoreAllMocks();
});

/** How often the operations run that read text and look names up. */
async function workOf(run: () => Promise<unknown>): Promise<number> {
  const spies = [
    vi.spyOn(String.prototype, "charCodeAt"),
    vi.spyOn(String.prototype, "slice"),
    vi.spyOn(String.prototype, "toLowerCase"),
    vi.spyOn(RegExp.prototype, "test"),
    vi.spyOn(RegExp.prototype, "exec"),
    vi.spyOn(Map.prototype, "get"),
    vi.spyOn(Map.prototype, "set"),
    vi.spyOn(Set.prototype, "has"),
  ];
  try {
    await run();
    return spies.reduce((sum, spy) => sum + spy.mock.calls.length, 0);
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

const OPEN = ["Access-Control-Allow-Origin", "*"] as const;
const names = (count: number): string => Array.from({ length: count }, (_, index) => `x-${index}`).join(", ");

/** A page's requests to a server that sends one long header. */
const requesting =
  (header: string, value: string, init: BrowserRequestInit = {}, engine: Engine = "standard") =>
  async (): Promise<void> => {
    const network = (): RawResponse => ({ status: 200, headers: [OPEN, [header, value]] });
    const page = browse(network, { engine });
    await page.fetch(API, init).catch(() => {});
    await page.fetch(API, init).catch(() => {});
  };

const PUT = { method: "PUT" };
const CASES: [string, (count: number) => () => Promise<void>][] = [
  ["spaces between exposed names", (count) => requesting("Access-Control-Expose-Headers", `a${" ".repeat(count)}b`)],
  ["spaces after an exposed name", (count) => requesting("Access-Control-Expose-Headers", `a,${" ".repeat(count)}x\t`)],
  ["exposed names", (count) => requesting("Access-Control-Expose-Headers", names(count))],
  ["commas", (count) => requesting("Access-Control-Expose-Headers", ",".repeat(count))],
  ...(["standard", "chromium", "firefox", "webkit"] as const).flatMap((engine): typeof CASES => [
    [
      `allowed names in ${engine}`,
      (count) =>
        requesting("Access-Control-Allow-Headers", names(count), { headers: { "X-1": "1", "X-2": "2" } }, engine),
    ],
    [
      `allowed methods in ${engine}`,
      (count) => requesting("Access-Control-Allow-Methods", `PUT, ${names(count)}`, PUT, engine),
    ],
  ]),
  ["spaces in the origin", (count) => requesting("Access-Control-Allow-Origin", " ".repeat(count))],
  ["digits of max-age", (count) => requesting("Access-Control-Max-Age", "9".repeat(count), PUT)],
  ["other headers", (count) => requesting("X-Long", "a b,".repeat(count))],
];

describe("The work of a response with twice as many", () => {
  test.each(CASES)("%s is at most about twice as much", async (_, make) => {
    const small = await workOf(make(2000));
    const large = await workOf(make(4000));
    expect(large).toBeLessThan(small * 2.2 + 500);
  });
});

test("200,000 spaces, 20,000 names and 20,000 lines are read at once", async () => {
  await requesting("Access-Control-Expose-Headers", `a${" ".repeat(200_000)}b`)();
  await requesting("Access-Control-Allow-Headers", names(20_000), { headers: { "X-1": "1" } })();
  const lines = Array.from({ length: 20_000 }, (_, index) => [`x-${index % 100}`, " ".repeat(10)] as const);
  const page = browse((): RawResponse => ({ status: 200, headers: [OPEN, ...lines] }));
  expect((await page.fetch(API)).status).toBe(200);
});

test("White space is stripped at both ends, and only there", () => {
  for (const [text, stripped] of [
    ["", ""],
    [" \t\r\n", ""],
    [" a b ", "a b"],
    ["a", "a"],
    ["\u00a0a", "\u00a0a"],
  ] as const) {
    expect(stripWhitespace(text)).toBe(stripped);
  }
});

test("A list of headers keeps lines and combines values", () => {
  const list = new HeaderList([
    ["A", "1"],
    ["a", " 2 "],
    ["B", "3"],
  ]);
  expect(list.lines).toEqual([
    ["A", "1"],
    ["a", "2"],
    ["B", "3"],
  ]);
  expect([list.get("a"), list.get("c"), list.values("A"), list.values("c")]).toEqual(["1, 2", null, ["1", "2"], []]);
  expect([...list.toHeaders()]).toEqual([
    ["a", "1, 2"],
    ["b", "3"],
  ]);
});
