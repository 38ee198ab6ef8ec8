import fc from "fast-check";
import { expect, test } from "vitest";
import { withCors } from "../../src/index.ts";
import { handlerResponse, RUNS, respond, scenario, toRequest } from "./arbitraries.ts";

test("2. Access-Control-Allow-Origin is absent, *, or the Origin of the request byte for byte", async () => {
  await fc.assert(
    fc.asyncProperty(scenario, handlerResponse, async ([options, incoming], answer) => {
      const response = await withCors(() => respond(answer), options)(toRequest(incoming));
      const allowOrigin = response.headers.get("access-control-allow-origin");
      if (options.origin === "*") expect(allowOrigin).toBe("*");
      else expect([null, incoming.headers["Origin"]]).toContain(allowOrigin);
    }),
    RUNS,
  );
});
