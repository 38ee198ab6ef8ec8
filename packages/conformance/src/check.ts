import type { ConformanceCase, Header } from "./case.ts";
import { HANDLER_RUNS, reportedRuns } from "./handler-runs.ts";

/** What a runtime's entry knows of its transport. */
export interface CheckOptions {
  /** Where the app is mounted, without a slash at the end. Defaults to `http://conformance.test`. */
  readonly base?: string;
  /** The headers that the transport adds by itself; no others are ignored. Defaults to none. */
  readonly transportHeaders?: readonly string[];
  /** Whether the transport has no status text, or one of its own. Defaults to `false`. */
  readonly losesStatusText?: boolean;
  /** Whether the adapter recognizes an outer policy and skips the inner one. Defaults to `false`. */
  readonly skipsInnerPolicy?: boolean;
}

let requests = 0;

/** Sends a case's request, and says in one line each what differs from what the case expects. Empty means it conforms. */
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
  const compare = (what: string, actual: unknown, wanted: unknown): void => {
    if (actual !== wanted) differences.push(`${what} is ${show(actual)} instead of ${show(wanted)}`);
  };
  compare("the number of the handler's runs", reportedRuns(response), expected.handlerRuns ? 1 : 0);
  compare("the status", response.status, expected.status);
  if (expected.statusText !== undefined && !losesStatusText) {
    compare("the status text", response.statusText, expected.statusText);
  }
  const added = new Set([HANDLER_RUNS, ...transportHeaders.map((name) => name.toLowerCase())]);
  const actual = comparableHeaders(linesOf(response.headers), added);
  const wanted = comparableHeaders(expected.headers, added);
  for (const name of new Set([...wanted.keys(), ...actual.keys()])) {
    if (wanted.has(name) || !added.has(name)) compare(`the header ${name}`, actual.get(name), wanted.get(name));
  }
  compare("the body", await response.text(), expected.body);
  return differences;
}

const show = (value: unknown): string => (value === undefined ? "absent" : JSON.stringify(value));

/** Headers whose value is a list of names, and whether case makes a difference in it. */
const NAME_LISTS: ReadonlyMap<string, "any-case" | "exact-case"> = new Map([
  ["vary", "any-case"],
  ["access-control-allow-methods", "exact-case"],
  ["access-control-allow-headers", "any-case"],
  ["access-control-expose-headers", "any-case"],
]);

/** Not by iteration alone: some runtimes join cookies there. */
const linesOf = (headers: Headers): readonly Header[] => [
  ...[...headers].filter(([name]) => name !== "set-cookie"),
  ...headers.getSetCookie().map((cookie): Header => ["set-cookie", cookie]),
];

/** Header names do not depend on case; several lines of one name are one value, but for cookies. */
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
 * THE rule of what has to be equal in a header's value: every byte, and no name twice. But
 * - in a list of names neither their order nor white space means anything, nor case unless they are methods;
 * - a list of all the response's headers may name those that the transport has added;
 * - the case of a media type, and white space in it, is the runtime's choice.
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
