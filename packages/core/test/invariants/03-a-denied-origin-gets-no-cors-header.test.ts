import fc from "fast-check";
import { expect, test } from "vitest";
import { withCors } from "../../src/index.ts";
import {
  corsHeaders,
  covers,
  handlerResponse,
  incomingFor,
  listOptions,
  RUNS,
  respond,
  toRequest,
} from "./arbitraries.ts";

const scenario = listOptions.chain((options) => fc.tuple(fc.constant(options), incomingFor(options)));

test("3. An origin that the policy does not allow gets no Access-Control-* header", async () => {
  await fc.assert(
    fc.asyncProperty(scenario, handlerResponse, async ([options, incoming], answer) => {
      const response = await withCors(() => respond(answer), options)(toRequest(incoming));
      const origin = incoming.headers["Origin"];
      const isAllowed = origin !== undefined && options.origin.some((entry) => covers(entry, origin));
      if (isAllowed) expect(response.headers.get("access-control-allow-origin")).toBe(origin);
      else expect(corsHeaders(response)).toEqual([]);
    }),
    RUNS,
  );
});
