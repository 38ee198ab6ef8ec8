import type { ConformanceCase, Header } from "./case.ts";
import { HANDLER_RUNS, reportedRuns } from "./handler-runs.ts";

/** The properties of the transport of a runtime. */
export interface CheckOptions {
  /** Where the app is mounted, without a trailing slash. Defaults to `http://conformance.test`. */
  readonly base?: string;
  /** The headers that the transport adds itself; only these are ignored. Defaults to none. */
  readonly transportHeaders?: readonly string[];
  /** Whether the transport drops or replaces the status text. Defaults to `false`. */
  readonly losesStatusText?: boolean;
  /** Whether the adapter recognizes an outer policy and skips the inner one. Defaults to `false`. */
  readonly skipsInnerPolicy?: boolean;
}

let requests = 0;

/**
 * Sends the request of a case. Returns one line for each difference from the expected response; empty if it conforms.
 */
export async function checkCase(
  testCase: ConformanceCase,
  fetch: (request: Request) => Promise<Response>,
  {
    base = "http://conformance.test",
    transportHeaders = [],
    losesStatusText = false,
    skipsInnerPolicy = false,
  }: CheckOptions = {},
): Promise<string[]> {
  const { expectedIfInnerIsSkipped = testCase.expected } = testCase;
  const expected = skipsInnerPolicy ? expectedIfInnerIsSkipped : testCase.expected;
  const { method, headers } = testCase.request;
  const request = new Request(`${base}/${testCase.id}?request=${++requests}`, { method, redirect: "manual" });
  for (const [name, value] of headers) request.headers.append(name, value);

  let response: Response;
  try {
    response = await fetch(request);
  } catch (error) {
    return [`there is no response: ${error}`];
  }
  const differences: string[] = [];
  const compare = (what: string, actual: unknown, expectedValues: unknown): void => {
    if (actual !== expectedValues) differences.push(`${what} is ${show(actual)} instead of ${show(expectedValues)}`);
  };
  compare("the number of handler runs", reportedRuns(response), expected.handlerRuns ? 1 : 0);
  compare("the status", response.status, expected.status);
  if (expected.statusText !== undefined && !losesStatusText) {
    compare("the status text", response.statusText, expected.statusText);
  }
  const added = new Set([HANDLER_RUNS, ...transportHeaders.map((name) => name.toLowerCase())]);
  const actual = comparableHeaders(linesOf(response.headers), added);
  const expectedValues = comparableHeaders(expected.headers, added);
  for (const name of new Set([...expectedValues.keys(), ...actual.keys()])) {
    if (expectedValues.has(name) || !added.has(name))
      compare(`the header ${name}`, actual.get(name), expectedValues.get(name));
  }
  compare("the body", await response.text(), expected.body);
  return differences;
}

const show = (value: unknown): string => (value === undefined ? "absent" : JSON.stringify(value));

/** Headers whose value is a list of names, and whether the names are case-sensitive. */
const NAME_LISTS: ReadonlyMap<string, "any-case" | "exact-case"> = new Map([
  ["vary", "any-case"],
  ["access-control-allow-methods", "exact-case"],
  ["access-control-allow-headers", "any-case"],
  ["access-control-expose-headers", "any-case"],
]);

/** Reads cookies separately, because some runtimes join them in the iteration. */
const linesOf = (headers: Headers): readonly Header[] => [
  ...[...headers].filter(([name]) => name !== "set-cookie"),
  ...headers.getSetCookie().map((cookie): Header => ["set-cookie", cookie]),
];

/** Compares names in lower case, and combines the lines of one name, except those of cookies. */
function comparableHeaders(headers: readonly Header[], added: ReadonlySet<string>): Map<string, string> {
  const values = new Map<string, string>();
  for (const [anyCase, value] of headers) {
    const name = anyCase.toLowerCase();
    const before = values.get(name);
    values.set(name, before === undefined ? value : `${before}${name === "set-cookie" ? "\n" : ", "}${value}`);
  }
  return new Map([...values].map(([name, value]) => [name, comparable(name, value, added)]));
}

/**
 * Normalizes a header value for the comparison. Every byte counts, and so does a repeated name, except:
 * - in a list of names, order and white space do not count, nor does case unless the names are methods;
 * - the list of exposed headers may include headers that the transport adds;
 * - in a media type, case and white space do not count.
 */
function comparable(name: string, value: string, added: ReadonlySet<string>): string {
  if (name === "content-type") return value.toLowerCase().replaceAll(" ", "");
  const kind = NAME_LISTS.get(name);
  if (!kind) return value;
  const elements = (kind === "any-case" ? value.toLowerCase() : value).split(",").map((element) => element.trim());
  const isTransports = (element: string): boolean => name === "access-control-expose-headers" && added.has(element);
  return elements
    .filter((element) => element !== "" && !isTransports(element))
    .sort()
    .join(", ");
}
