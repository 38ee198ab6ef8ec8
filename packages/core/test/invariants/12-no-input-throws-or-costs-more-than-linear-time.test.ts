import fc from "fast-check";
import { expect, test } from "vitest";
import { type CorsRequest, definePolicy, explain, withCors } from "../../src/index.ts";
import { anyOptions, originFor, RUNS } from "./arbitraries.ts";

const junk = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ maxLength: 200 }),
  fc.constantFrom("", " ", ",", "*", "null", "https://", "://", "\0", "https://app.example.com,https://evil.example"),
);

const POLICIES = [
  definePolicy({ origin: "*" }),
  definePolicy({ origin: ["https://*.example.com:*"], credentials: true, methods: "*", allowedHeaders: "*" }),
  definePolicy({ origin: () => true, credentials: true, exposedHeaders: "*" }),
];

/** Reads every property of a decision. */
async function exercise(policy: (typeof POLICIES)[number], request: CorsRequest): Promise<number> {
  const decision = await policy.decide(request);
  await policy.allowsOrigin(request.headers.get("origin"));
  return explain(decision).length + decision.headers.map(([, value]) => value.length).reduce((a, b) => a + b, 0);
}

const incoming = (method: string, fields: Readonly<Record<string, string>>): CorsRequest => ({
  method,
  headers: { get: (name) => fields[name] },
});

test("12. No input makes a decision throw", async () => {
  const fields = fc.record({
    origin: fc.oneof(junk, anyOptions.chain(originFor)),
    "access-control-request-method": junk,
    "access-control-request-headers": junk,
  });
  await fc.assert(
    fc.asyncProperty(anyOptions, fc.oneof(fc.constant("OPTIONS"), junk), fields, async (options, method, values) => {
      expect(await exercise(definePolicy(options), incoming(method, values))).toBeGreaterThan(0);
    }),
    RUNS,
  );
});

test("12. A megabyte of any input is decided quickly, and the response stays small", async () => {
  // With more than linear time this test would time out: a million squared steps take minutes.
  const MEGABYTE = 1_000_000;
  const units = [
    "a",
    "a,",
    ",",
    " ",
    " ,",
    "a ,",
    "a\t",
    "-",
    ".",
    "a.",
    ":",
    "*",
    "*,",
    "/",
    "\u00e9",
    "https://",
    "A",
    "=",
    "1",
  ];
  for (const policy of POLICIES) {
    for (const unit of units) {
      const long = unit.repeat(MEGABYTE / unit.length);
      const origins = [long, `https://${long}`, `https://${long}.example.com`, `https://a.example.com:${long}`];
      for (const origin of [...origins, "https://app.example.com"]) {
        const request = incoming("OPTIONS", {
          origin,
          "access-control-request-method": long,
          "access-control-request-headers": long,
        });
        expect(await exercise(policy, request)).toBeLessThan(20_000);
      }
    }
  }
});

test("12. A handler's long headers cost linear time too", () => {
  const long = "x, ".repeat(300_000);
  const handler = (): Response =>
    new Response(null, { headers: { Vary: long, "Access-Control-Expose-Headers": long } });
  const answer = withCors(handler, { origin: "https://app.example.com" })(new Request("https://api.example.com/"));
  expect((answer as Response).headers.get("vary")).toMatch(/x,\s*, Origin$/);
});
