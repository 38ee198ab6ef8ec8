import fc from "fast-check";
import { expect, test } from "vitest";
import { definePolicy, withCors } from "../../src/index.ts";
import { handlerResponse, RUNS, respond, scenario, toRequest } from "./arbitraries.ts";

test("8. Applying withCors twice with one policy has the same result as once", async () => {
  await fc.assert(
    fc.asyncProperty(scenario, handlerResponse, async ([options, incoming], answer) => {
      const policy = definePolicy(options);
      const once = await withCors(() => respond(answer), policy)(toRequest(incoming));
      const twice = await withCors(
        withCors(() => respond(answer), policy),
        policy,
      )(toRequest(incoming));
      expect([...twice.headers]).toEqual([...once.headers]);
      expect([twice.status, await twice.text()]).toEqual([once.status, await once.text()]);
    }),
    RUNS,
  );
});
