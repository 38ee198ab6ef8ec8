import { withCors } from "@fetch-cors/core";
import { describe, expect, test } from "vitest";
import {
  type ConformanceCase,
  cases,
  checkCase,
  conformanceApp,
  type FetchHandler,
  type Header,
  type WithCors,
} from "../src/index.ts";

const header = (headers: readonly Header[], name: string): string | undefined =>
  headers.find(([other]) => other.toLowerCase() === name)?.[1];
const sent = ({ request }: ConformanceCase, name: string): string | undefined => header(request.headers, name);
const answered = ({ expected }: ConformanceCase, name: string): string | undefined => header(expected.headers, name);

const isCors = (testCase: ConformanceCase): boolean => sent(testCase, "origin") !== undefined;
const isPreflight = (testCase: ConformanceCase): boolean =>
  testCase.request.method === "OPTIONS" &&
  isCors(testCase) &&
  sent(testCase, "access-control-request-method") !== undefined;
const isActual = (testCase: ConformanceCase): boolean => isCors(testCase) && !isPreflight(testCase);
const isAllowed = (testCase: ConformanceCase): boolean =>
  answered(testCase, "access-control-allow-origin") !== undefined;
const isDenied = ({ expected }: ConformanceCase): boolean =>
  expected.headers.every(([name]) => !name.toLowerCase().startsWith("access-control-"));
/** Whether a list in the response has neither the name nor a wildcard. */
const lacks = (list: string | undefined, name: string | undefined): boolean =>
  list !== undefined &&
  name !== undefined &&
  !list.toLowerCase().split(", ").includes(name.toLowerCase()) &&
  !list.includes("*");

describe("the cases", () => {
  test("there are at least 120", () => expect(cases.length).toBeGreaterThanOrEqual(120));

  test("each has a unique id that can be a URL path", () => {
    const ids = cases.map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(ids.filter((id) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id))).toEqual([]);
  });

  test("each has a sentence as its name and cites its source", () => {
    expect(cases.filter(({ name }) => !/^[A-Z].* .*[^.]$/.test(name)).map(({ id }) => id)).toEqual([]);
    expect(
      cases.filter(({ see }) => !/^(?:#[a-z0-9-]+|RFC \d+, section [\d.]+)$/.test(see)).map(({ id }) => id),
    ).toEqual([]);
  });

  const rows: readonly (readonly [row: string, (testCase: ConformanceCase) => boolean])[] = [
    ["preflight, origin allowed", (it) => isPreflight(it) && isAllowed(it) && it.expected.status === 204],
    ["preflight, origin denied", (it) => isPreflight(it) && isDenied(it) && it.expected.status === 403],
    [
      "preflight, origin allowed, method not allowed",
      (it) =>
        isPreflight(it) &&
        isAllowed(it) &&
        lacks(answered(it, "access-control-allow-methods"), sent(it, "access-control-request-method")),
    ],
    [
      "preflight, origin allowed, header not allowed",
      (it) =>
        isPreflight(it) &&
        isAllowed(it) &&
        lacks(answered(it, "access-control-allow-headers"), sent(it, "access-control-request-headers")),
    ],
    ["CORS request, origin allowed", (it) => isActual(it) && isAllowed(it) && it.expected.handlerRuns],
    ["CORS request, origin denied", (it) => isActual(it) && isDenied(it) && it.expected.handlerRuns],
    ["no Origin header", (it) => !isCors(it) && isDenied(it) && it.expected.handlerRuns],
    [
      'no Origin header, origin "*"',
      (it) => !isCors(it) && answered(it, "access-control-allow-origin") === "*" && it.expected.handlerRuns,
    ],
  ];
  test.for(rows)("at least one case covers: %s", ([, isOfRow]) => expect(cases.some(isOfRow)).toBe(true));

  test("no case expects what the standard or the design forbids", () => {
    const wrong = cases.filter((it) => {
      const origin = answered(it, "access-control-allow-origin");
      const hasCredentials = answered(it, "access-control-allow-credentials") !== undefined;
      return (
        (isPreflight(it) && it.expected.handlerRuns) ||
        (origin === undefined && !isDenied(it)) ||
        (origin !== undefined && origin !== "*" && origin !== sent(it, "origin")) ||
        (hasCredentials &&
          it.expected.headers.some(([name, value]) => /^access-control-/i.test(name) && /\*/.test(value)))
      );
    });
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });
});

describe("the checker", () => {
  const testCase: ConformanceCase = {
    id: "cookies",
    name: "A case with everything that is compared",
    see: "#cors-check",
    policy: { origin: "https://app.example.com", exposedHeaders: ["X-A", "X-B"] },
    request: { method: "GET", headers: [["Origin", "https://app.example.com"]] },
    handler: {
      status: 201,
      statusText: "Made",
      headers: [
        ["Set-Cookie", "a=1"],
        ["Set-Cookie", "b=2"],
      ],
      body: "hello",
    },
    expected: {
      handlerRuns: true,
      status: 201,
      statusText: "Made",
      headers: [
        ["set-cookie", "a=1"],
        ["SET-COOKIE", "b=2"],
        ["Access-Control-Allow-Origin", "https://app.example.com"],
        ["Access-Control-Expose-Headers", "x-b, x-a"],
        ["Vary", "origin"],
      ],
      body: "hello",
    },
  };

  /** The differences for an adapter that changes the response or the handler. */
  const differences = (
    change: (response: Response) => Response | undefined,
    around: (handler: FetchHandler) => FetchHandler = (handler) => handler,
    options: Parameters<typeof checkCase>[2] = {},
  ): Promise<string[]> => {
    const adapter = (handler: FetchHandler, policy: { origin: string }): FetchHandler => {
      const fetch = withCors(around(handler), policy);
      return async (request) => {
        const response = await fetch(request);
        return change(response) ?? response;
      };
    };
    return checkCase(testCase, conformanceApp(adapter as WithCors, { cases: [testCase] }), options);
  };
  const unchanged = (): undefined => undefined;
  const copied = (init: ResponseInit, body?: BodyInit) => (response: Response) =>
    new Response(body ?? response.body, {
      status: response.status,
      statusText: "Made",
      headers: response.headers,
      ...init,
    });
  const twice =
    (handler: FetchHandler): FetchHandler =>
    async (request) => {
      await handler(request);
      return handler(request);
    };
  const never = (): FetchHandler => () =>
    new Response("hello", {
      status: 201,
      statusText: "Made",
      headers: [
        ["Set-Cookie", "a=1"],
        ["Set-Cookie", "b=2"],
      ],
    });

  test("finds no difference in a response that conforms", async () => expect(await differences(unchanged)).toEqual([]));

  test.for<readonly [change: string, change: (headers: Headers) => void, difference: string]>([
    ["an unexpected header", (it) => it.set("X-Extra", "1"), 'the header x-extra is "1" instead of absent'],
    ["a missing header", (it) => it.delete("Vary"), 'the header vary is absent instead of "origin"'],
    ["a missing cookie", (it) => it.set("Set-Cookie", "b=2"), 'the header set-cookie is "b=2" instead of "a=1\\nb=2"'],
    [
      "a name that occurs twice",
      (it) => it.append("Vary", "Origin"),
      'the header vary is "origin, origin" instead of "origin"',
    ],
    [
      "a doubled value",
      (it) => it.append("Access-Control-Allow-Origin", "*"),
      'the header access-control-allow-origin is "https://app.example.com, *" instead of "https://app.example.com"',
    ],
    [
      "another list",
      (it) => it.set("Access-Control-Expose-Headers", "X-A"),
      'the header access-control-expose-headers is "x-a" instead of "x-a, x-b"',
    ],
  ])("reports %s", async ([, change, difference]) => {
    expect(await differences((response) => void change(response.headers) as undefined)).toEqual([difference]);
  });

  test("reports a wrong status", async () =>
    expect(await differences(copied({ status: 200 }))).toEqual(["the status is 200 instead of 201"]));

  test("reports a wrong status text, unless the transport loses it", async () => {
    const change = copied({ statusText: "Created" });
    expect(await differences(change)).toEqual(['the status text is "Created" instead of "Made"']);
    expect(await differences(change, undefined, { losesStatusText: true })).toEqual([]);
  });

  test("reports a changed body", async () =>
    expect(await differences(copied({}, new TextEncoder().encode("hallo")))).toEqual([
      'the body is "hallo" instead of "hello"',
    ]));

  test("reports a handler that ran twice", async () =>
    expect(await differences(unchanged, twice)).toEqual(["the number of handler runs is 2 instead of 1"]));

  test("reports a handler that did not run", async () =>
    expect(await differences(unchanged, never)).toContain("the number of handler runs is 0 instead of 1"));

  test("reports a response that does not come from the app", async () =>
    expect(await checkCase(testCase, async () => new Response())).toContain(
      "the number of handler runs is absent instead of 1",
    ));

  test("reports a missing response", async () =>
    expect(await checkCase(testCase, () => Promise.reject(new Error("reset")))).toEqual([
      "there is no response: Error: reset",
    ]));

  test("ignores only the headers that the transport adds", async () => {
    const change = (response: Response): undefined => {
      response.headers.set("Date", "today");
      response.headers.append("Access-Control-Expose-Headers", "date");
    };
    expect(await differences(change, undefined, { transportHeaders: ["Date"] })).toEqual([]);
    expect(await differences(change, undefined, { transportHeaders: ["Connection"] })).toHaveLength(2);
    expect(
      await differences((it) => void it.headers.delete("Vary") as undefined, undefined, { transportHeaders: ["Vary"] }),
    ).toEqual(['the header vary is absent instead of "origin"']);
  });
});

describe("the app", () => {
  const app = conformanceApp(withCors);

  test("responds with 404 outside of the cases", async () =>
    expect((await app(new Request("http://conformance.test/no-such-case"))).status).toBe(404));

  test("finds a case under any prefix", async () => {
    const [first] = cases.filter(({ inProcessOnly }) => !inProcessOnly);
    expect(first && (await checkCase(first, app, { base: "http://conformance.test/api/cors" }))).toEqual([]);
  });

  test("counts the handler runs of each request separately", async () => {
    const actual = cases.find(({ id }) => id === "get-allowed");
    const both = [actual, actual].map((testCase) => testCase && checkCase(testCase, app));
    expect(await Promise.all(both)).toEqual([[], []]);
  });
});
