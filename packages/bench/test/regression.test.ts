import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { bundleCore } from "../src/bundle.ts";
import { allocatedMultiples, LIMITS } from "../src/regression.ts";

/** Core as one would make it slower without noticing: with one more look at a response's headers. */
function slowed(core: string): string {
  const path = fileURLToPath(new URL("../dist/slowed-core.mjs", import.meta.url));
  const code = `import { withCors as original } from ${JSON.stringify(core)};
    export const withCors = (handler, ...rest) => {
      const fetch = original(handler, ...rest);
      return (request) => {
        const response = fetch(request);
        new Headers(response.headers);
        return response;
      };
    };`;
  writeFileSync(path, code);
  return path;
}

describe("what a request allocates, against the hand-written way", () => {
  let core: string;
  beforeAll(async () => {
    core = await bundleCore();
  });

  test("it stays below the limits", async () => {
    const multiples = await allocatedMultiples(core);
    const exceeded = Object.entries(multiples).filter(([workload, multiple]) => !(multiple <= (LIMITS[workload] ?? 0)));
    expect(exceeded, `of ${JSON.stringify(multiples)}`).toEqual([]);
  });

  test("one more copy of the headers goes beyond every limit", async () => {
    const multiples = await allocatedMultiples(slowed(core));
    const kept = Object.entries(multiples).filter(([workload, multiple]) => !(multiple > (LIMITS[workload] ?? 0)));
    expect(kept, `of ${JSON.stringify(multiples)}`).toEqual([]);
  });

  test("it is the same at every run", async () => {
    expect(await allocatedMultiples(core)).toEqual(await allocatedMultiples(core));
  });
});
