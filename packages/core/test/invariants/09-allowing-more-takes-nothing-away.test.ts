import fc from "fast-check";
import { expect, test } from "vitest";
import { applyHeaders } from "../../src/adapter.ts";
import { type CorsDecision, definePolicy } from "../../src/index.ts";
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
      fc.constantFrom("X-New", "Access-Control-Allow-Origin", "*").map((one) => ({
        exposedHeaders: [...(options.exposedHeaders ?? []), one],
      })),
    ),
  ),
);

/** The headers of a response with a header before and after the policy is applied. */
function applied(decision: CorsDecision): Headers {
  const headers = new Headers({ ETag: "1" });
  applyHeaders(decision, headers);
  return headers;
}

/** The CORS-safelisted methods need no permission, so they are always allowed. */
const findValidNames = (name: string, list: string): string[] => [
  ...list.toLowerCase().split(", ").filter(Boolean),
  ...(name === "access-control-allow-methods" ? ["get", "head", "post"] : []),
];

test("9. Allowing one more origin, method or header never removes a permission", async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async ([options, incoming, more]) => {
      // An absent option has a default that allows more than an empty list, so all lists are explicit.
      const least = { methods: [], allowedHeaders: [], ...options };
      const before = await definePolicy(least).decide(toRequest(incoming));
      const after = await definePolicy({ ...least, ...more }).decide(toRequest(incoming));
      if (before.allowed) expect(after.allowed).toBe(true);
      const sent = applied(after);
      for (const [name, value] of applied(before)) {
        const now = findValidNames(name, sent.get(name) ?? "");
        expect(now).toEqual(expect.arrayContaining(findValidNames(name, value)));
      }
    }),
    RUNS,
  );
});
