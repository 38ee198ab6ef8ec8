import fc from "fast-check";
import { expect, test } from "vitest";
import { withCors } from "../../src/index.ts";
import { handlerResponse, isPreflight, RUNS, respond, scenario, toRequest } from "./arbitraries.ts";

test("6. A preflight never reaches the handler; every other request reaches it exactly once", async () => {
  await fc.assert(
    fc.asyncProperty(scenario, handlerResponse, fc.boolean(), async ([options, incoming], answer, isAsync) => {
      const seen: Request[] = [];
      const handler = (request: Request): Response | Promise<Response> => {
        seen.push(request);
        return isAsync ? Promise.resolve(respond(answer)) : respond(answer);
      };
      const request = toRequest(incoming);
      await withCors(handler, options)(request);
      expect(seen).toEqual(isPreflight(incoming) ? [] : [request]);
    }),
    RUNS,
  );
});
