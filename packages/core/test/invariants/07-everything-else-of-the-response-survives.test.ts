import fc from "fast-check";
import { expect, test } from "vitest";
import { withImmutableHeaders } from "../../../conformance/src/handler.ts";
import { withCors } from "../../src/index.ts";
import { type HandlerResponse, handlerResponse, RUNS, respond, scenario, toRequest } from "./arbitraries.ts";

/** A response with immutable headers, like a fetched response but without a network. */
function immutable(answer: HandlerResponse): Response {
  if (answer.status === 302) return Response.redirect("https://api.example.com/there", 302);
  return withImmutableHeaders(respond(answer));
}

const owned = (name: string): boolean => name.startsWith("access-control-") || name === "vary";

test("7. Body, status, status text, cookies and all other headers survive", async () => {
  await fc.assert(
    fc.asyncProperty(scenario, handlerResponse, fc.boolean(), async ([options, incoming], answer, isImmutable) => {
      const method = incoming.method === "OPTIONS" ? "GET" : incoming.method;
      const make = (): Response => (isImmutable ? immutable(answer) : respond(answer));
      const before = make();
      const after = await withCors(make, options)(toRequest({ ...incoming, method }));
      expect([after.status, after.statusText]).toEqual([before.status, before.statusText]);
      expect([...after.headers].filter(([name]) => !owned(name))).toEqual(
        [...before.headers].filter(([name]) => !owned(name)),
      );
      expect(after.headers.getSetCookie()).toEqual(before.headers.getSetCookie());
      expect(await after.text()).toBe(await before.text());
    }),
    RUNS,
  );
});
