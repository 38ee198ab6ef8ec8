import fc from "fast-check";
import { expect, test } from "vitest";
import { CorsConfigError, type CorsConfigIssue, definePolicy } from "../../src/index.ts";
import { RUNS } from "../invariants/arbitraries.ts";

function issuesOf(options: object): readonly CorsConfigIssue[] {
  try {
    definePolicy(options as { origin: "*" });
    return [];
  } catch (error) {
    if (error instanceof CorsConfigError) return error.issues;
    throw error;
  }
}

/** The suggestion in a message: the quoted entries, or the list. `undefined` if it describes the solution in words. */
function suggestionIn(message: string): { entries: readonly unknown[]; isList: boolean } | undefined {
  const advice = /; write ([["].*)$/.exec(message)?.[1];
  if (advice === undefined) return undefined;
  const text = advice.replace(/, or .*$/, "");
  return text.startsWith("[")
    ? { entries: JSON.parse(text), isList: true }
    : { entries: JSON.parse(`[${text}]`), isList: false };
}

const host = fc.constantFrom(
  ...["example.com", "Example.com", "localhost", "app.localhost", "192.168.1.5", "0.0.0.0", "127.0.0.1", "[::1]"],
  ...[
    "*.example.com",
    "*.github.io",
    "*.com",
    ".example.com",
    "münchen.example",
    "a..b",
    "x",
    "true",
    "user@a.example",
  ],
);
const scheme = fc.constantFrom(
  "",
  "https://",
  "http://",
  "HTTP://",
  "ws://",
  "wss://",
  "//",
  "https:/",
  "app://",
  "ftp://",
);
const suffix = fc.constantFrom("", "/", "/path", ":443", ":80", ":8443/", ":*", ":*/", ":99999", ",", ";", ".", "?a");
const text = fc.tuple(scheme, host, suffix).map((parts) => parts.join(""));
const separator = fc.constantFrom(", ", ",", ";", " ", "\n");
const entry = fc.oneof(
  { weight: 6, arbitrary: text },
  { weight: 2, arbitrary: fc.tuple(text, separator, text).map((parts) => parts.join("")) },
  { weight: 1, arbitrary: fc.array(text, { maxLength: 3 }).map((texts) => JSON.stringify(texts)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom("undefined", "null", '"https://a.example"', "^https://a$", "file:///a", "my app"),
  },
  { weight: 1, arbitrary: fc.string({ maxLength: 12 }) },
);
const regExp = fc.constantFrom(
  /\.example\.com$/,
  /^https:\/\/a\.example$/,
  /\.github\.io$/,
  /x/,
  /^https?:\/\/(.*\.)?a\.io$/,
);
const name = fc.oneof(
  fc.constantFrom(
    "patch",
    "Get",
    "GET,PUT",
    "TRACE",
    "X-A:",
    "X-*",
    "Cookie, X-A",
    "origin",
    "é",
    "a b",
    "Set-Cookie;ETag",
  ),
  fc.string({ maxLength: 8 }),
);

test("Every suggestion is accepted when it is pasted, and contains no implausible host", () => {
  let suggestions = 0;
  fc.assert(
    fc.property(
      fc.oneof(entry, regExp),
      fc.boolean(),
      fc.boolean(),
      fc.constantFrom("methods", "allowedHeaders", "exposedHeaders"),
      name,
      (origin, credentials, isInList, option, written) => {
        const base = { credentials, methods: [] };
        const cases: [path: string, issues: readonly CorsConfigIssue[], paste: (value: unknown) => object][] = [
          isInList
            ? ["origin[0]", issuesOf({ ...base, origin: [origin] }), (value) => ({ ...base, origin: value })]
            : ["origin", issuesOf({ ...base, origin }), (value) => ({ ...base, origin: value })],
          isInList
            ? [
                `${option}[0]`,
                issuesOf({ origin: "https://a.example", [option]: [written] }),
                (value) => ({ origin: "https://a.example", [option]: value }),
              ]
            : [
                option,
                issuesOf({ origin: "https://a.example", [option]: written }),
                (value) => ({ origin: "https://a.example", [option]: value }),
              ],
        ];
        for (const [path, issues, paste] of cases) {
          for (const issue of issues) {
            expect(issue.path).toBe(path);
            const suggestion = suggestionIn(issue.message);
            if (!suggestion) continue;
            suggestions += 1;
            // A list replaces the option; single entries replace the entry.
            expect(suggestion.isList && isInList, issue.message).toBe(false);
            const value = suggestion.isList || isInList ? suggestion.entries : suggestion.entries[0];
            expect(issuesOf(paste(value)), issue.message).toEqual([]);
            if (!/[:/]\//.test(String(issue.value)))
              expect(issue.message).not.toMatch(/write .*\/\/(?:true|undefined|x)\b/);
          }
        }
      },
    ),
    RUNS,
  );
  expect(suggestions).toBeGreaterThan(100);
});
