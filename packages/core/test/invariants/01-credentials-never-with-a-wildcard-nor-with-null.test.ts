import fc from "fast-check";
import { expect, test } from "vitest";
import { withCors } from "../../src/index.ts";
import { handlerResponse, RUNS, respond, scenario, toRequest } from "./arbitraries.ts";

test("1. Credentials are never combined with a wildcard or null", async () => {
  await fc.assert(
    fc.asyncProperty(scenario, handlerResponse, async ([options, incoming], answer) => {
      const { headers } = await withCors(() => respond(answer), options)(toRequest(incoming));
      if (headers.get("access-control-allow-credentials") === null) return;
      const allowOrigin = headers.get("access-control-allow-origin");
      expect(allowOrigin).not.toBeNull();
      expect(allowOrigin).not.toBe("*");
      expect(allowOrigin).not.toBe("null");
      for (const name of ["methods", "headers"]) {
        expect((headers.get(`access-control-allow-${name}`) ?? "").split(", ")).not.toContain("*");
      }
      expect((headers.get("access-control-expose-headers") ?? "").split(", ")).not.toContain("*");
    }),
    RUNS,
  );
});
