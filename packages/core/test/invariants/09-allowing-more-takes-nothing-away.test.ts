import fc from "fast-check";
import { expect, test } from "vitest";
import { definePolicy } from "../../src/index.ts";
import { incomingFor, listOptions, RUNS, secureOrigin, securePattern, toRequest } from "./arbitraries.ts";

const scenario = listOptions.chain((options) =>
  fc.tuple(
    fc.constant(options),
    incomingFor(options),
    fc.oneof(
      fc.oneof(secureOrigin, securePattern).map((one) => ({ origin: [...options.origin, one] })),
      fc.constantFrom("PUT", "PATCH", "PURGE", "*").map((one) => ({ methods: [...(options.methods ?? []), one] })),
      fc.constantFrom("X-New", "Authorization", "*").map((one) => ({
        allowedHeaders: [...(options.allowedHeaders ?? []), one],
      })),
    ),
  ),
);

test("9. Allowing one more origin, method or header never takes anything away", async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async ([options, incoming, more]) => {
      // What is left out has a default, which is more than nothing: the comparison is between written lists.
      const least = { methods: [], allowedHeaders: [], ...options };
      const before = await definePolicy(least).decide(toRequest(incoming));
      const after = await definePolicy({ ...least, ...more }).decide(toRequest(incoming));
      if (before.allowed) expect(after.allowed).toBe(true);
      const sent = new Map(after.headers);
      for (const [name, value] of before.headers) {
        const now = (sent.get(name) ?? "").split(", ");
        expect(now).toEqual(expect.arrayContaining(value.split(", ").filter(Boolean)));
      }
    }),
    RUNS,
  );
});
