import fc from "fast-check";
import { expect, test } from "vitest";
import { definePolicy } from "../../src/index.ts";
import { anyOptions, incomingFor, RUNS, toRequest } from "./arbitraries.ts";

const scenario = anyOptions.chain((options) => fc.tuple(fc.constant(options), incomingFor(options)));

test("11. Compilation is deterministic, ignores later mutation of the options, and accepts its own output", async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async ([options, incoming]) => {
      const lists = { methods: options.methods, allowedHeaders: options.allowedHeaders, origin: options.origin };
      const mutable = Object.fromEntries(
        Object.entries({ ...options, ...lists })
          .filter(([, value]) => value !== undefined)
          .map(([name, value]) => [name, Array.isArray(value) ? [...value] : value]),
      ) as typeof options & Record<string, unknown>;
      const policy = definePolicy(mutable);
      const answer = JSON.stringify(await headersOf(policy));
      const understood = JSON.stringify(policy.options);
      const again = definePolicy(policy.options);
      expect(again.options).toEqual(policy.options);
      expect(definePolicy(options).options).toEqual(policy.options);

      for (const value of Object.values(mutable)) if (Array.isArray(value)) value.push("https://evil.example", "PURGE");
      Object.assign(mutable, { origin: "*", credentials: false, maxAge: 1 });
      for (const one of [policy, again, definePolicy(options)]) {
        expect(JSON.stringify(one.options)).toBe(understood);
        expect(JSON.stringify(await headersOf(one))).toBe(answer);
      }

      async function headersOf({ decide }: typeof policy): Promise<unknown> {
        const { kind, allowed, headers, vary } = await decide(toRequest(incoming));
        return { kind, allowed, headers, vary };
      }
    }),
    RUNS,
  );
});
