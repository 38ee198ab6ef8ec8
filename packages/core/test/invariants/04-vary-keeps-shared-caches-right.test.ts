import fc from "fast-check";
import { expect, test } from "vitest";
import { withCors } from "../../src/index.ts";
import {
  anyOptions,
  handlerResponse,
  incomingFor,
  isPreflight,
  RUNS,
  respond,
  toRequest,
  varyOf,
} from "./arbitraries.ts";

const requests = anyOptions.chain((options) =>
  fc.tuple(fc.constant(options), fc.array(incomingFor(options), { minLength: 2, maxLength: 8 })),
);

test("4. Allowed, denied and Origin-less responses to the same method carry the same Vary", async () => {
  await fc.assert(
    fc.asyncProperty(requests, handlerResponse, async ([options, incoming], answer) => {
      const fetch = withCors(() => respond(answer), options);
      const seen = new Map<string, string[]>();
      for (const one of incoming) {
        const response = await fetch(toRequest(one));
        // The handler's own Vary is not on the answer to a preflight.
        const key = `${one.method} ${isPreflight(one)}`;
        const vary = varyOf(response);
        expect(vary).toEqual(seen.get(key) ?? vary);
        seen.set(key, vary);
        if (options.origin !== "*" && !vary.includes("*")) expect(vary).toContain("origin");
      }
    }),
    RUNS,
  );
});

test("4. A shared cache keyed by Vary never changes an answer", async () => {
  await fc.assert(
    fc.asyncProperty(requests, handlerResponse, async ([options, incoming], answer) => {
      const fetch = withCors(() => respond(answer), options);
      const stored: { key: string; vary: string[]; headers: Headers; answer: string }[] = [];
      for (const one of incoming) {
        const request = toRequest(one);
        const response = await fetch(request);
        const fresh = JSON.stringify([response.status, [...response.headers]]);
        const matches = (entry: (typeof stored)[number]): boolean =>
          entry.key === one.method &&
          !entry.vary.includes("*") &&
          entry.vary.every((name) => entry.headers.get(name) === request.headers.get(name));
        expect(stored.find(matches)?.answer ?? fresh).toBe(fresh);
        stored.push({ key: one.method, vary: varyOf(response), headers: request.headers, answer: fresh });
      }
    }),
    RUNS,
  );
});
