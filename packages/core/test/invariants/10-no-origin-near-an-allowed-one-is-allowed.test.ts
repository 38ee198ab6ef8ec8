import fc from "fast-check";
import { expect, test } from "vitest";
import { definePolicy } from "../../src/index.ts";
import { coveredBy, covers, listOptions, RUNS } from "./arbitraries.ts";

/** An origin that differs slightly, such as those that faulty matchers allow. */
const similar = (origin: string): fc.Arbitrary<string> => {
  const at = origin.indexOf("://") + 3;
  const [scheme, rest] = [origin.slice(0, at), origin.slice(at)];
  return fc.oneof(
    fc.constantFrom(
      `${origin}.evil.example`,
      `${origin}evil`,
      `${scheme}evil${rest}`,
      `${scheme}evil-${rest}`,
      `${scheme}evil.example/${rest}`,
      `${scheme}evil.example?${rest}`,
      `${scheme}evil.example#${rest}`,
      `${scheme}evil.example\\${rest}`,
      `${scheme}user@${rest}`,
      `${scheme}${rest}@evil.example`,
      `${scheme}.${rest}`,
      `${scheme}a..${rest}`,
      `${scheme}*.${rest}`,
      `${scheme}%00.${rest}`,
      `${scheme}a b.${rest}`,
      `${scheme}a\u00e9.${rest}`,
      `${scheme}A.${rest}`,
      `${origin}.`,
      `${origin}/`,
      `${origin}:`,
      `${origin}:0`,
      `${origin}:00080`,
      `${origin}:65536`,
      `${origin}:443`,
      `${origin}:80`,
      `${origin}:*`,
      ` ${origin}`,
      `${origin} `,
      `${origin}, ${origin}`,
      `${origin}\t`,
      origin.toUpperCase(),
      origin.replace(".", "x"),
      origin.replace("https:", "http:"),
      origin.replace("https:", "httpss:"),
      origin.replace("://", ":/"),
      origin.replace("://", ":///"),
      `x-${origin}`,
    ),
    fc.nat(origin.length).map((index) => origin.slice(0, index) + origin.slice(index + 1)),
    fc
      .tuple(fc.nat(origin.length), fc.constantFrom(..."`~!$&'()+,;={}|^\"<>\u0000\u007f", "\u212a", "\u017f"))
      .map(([index, character]) => origin.slice(0, index) + character + origin.slice(index)),
  );
};

const scenario = listOptions.chain((options) => {
  const entry = fc.constantFrom(...options.origin);
  // Some entries are patterns, which are not origins.
  return fc.tuple(
    fc.constant(options),
    fc.oneof({ weight: 9, arbitrary: entry.chain(coveredBy).chain(similar) }, entry),
  );
});

test("10. An origin that is similar to an allowed origin is never allowed", () => {
  let denied = 0;
  fc.assert(
    fc.property(scenario, ([options, origin]) => {
      const isMatch = options.origin.some((entry) => covers(entry, origin));
      denied += isMatch ? 0 : 1;
      expect(definePolicy(options).allowsOrigin(origin)).toBe(isMatch);
    }),
    RUNS,
  );
  // Most similar origins do not match.
  expect(denied).toBeGreaterThan(RUNS.numRuns / 2);
});
