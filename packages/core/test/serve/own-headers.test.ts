import { describe, expect, test } from "vitest";
import { applyDecision, type CorsDecision, definePolicy, withCors } from "../../src/index.ts";

const ORIGIN = "https://app.example.com";
const decide = (origin: string): CorsDecision =>
  definePolicy({ origin: ORIGIN }).decide(
    new Request("https://api.example.com/", { headers: { Origin: origin } }),
  ) as CorsDecision;

/** Uses the passed `Headers` object as its own, like a class that is optimized for speed. */
class SharingResponse extends Response {
  readonly #headers: Headers;
  constructor(body?: BodyInit | null, init?: ResponseInit) {
    super(body, init);
    this.#headers = init?.headers instanceof Headers ? init.headers : super.headers;
  }
  override get headers(): Headers {
    return this.#headers ?? super.headers;
  }
}

/** Its constructor has other parameters, so it cannot be tested with a body and headers. */
class JsonResponse extends Response {
  constructor(value: { readonly toJson: () => string }) {
    super(value.toJson());
  }
}

describe("a Headers object that several responses share", () => {
  test("is not changed, even in the first response", () => {
    const shared = new Headers({ "X-Shared": "1" });
    const [first, second] = [
      new SharingResponse("a", { headers: shared }),
      new SharingResponse("b", { headers: shared, status: 201 }),
    ];
    const answered = [applyDecision(decide(ORIGIN), first), applyDecision(decide("https://evil.example"), second)];
    expect(answered.map((response) => response.headers.get("access-control-allow-origin"))).toEqual([ORIGIN, null]);
    expect(answered.map((response) => [response.status, response.headers.get("x-shared")])).toEqual([
      [200, "1"],
      [201, "1"],
    ]);
    expect([...shared]).toEqual([["x-shared", "1"]]);
  });

  test("is not shared by a copy and its original", async () => {
    const upstream = Response.redirect("https://api.example.com/there", 307);
    const response = await withCors(() => upstream, { origin: ORIGIN })(
      new Request("https://api.example.com/", { headers: { Origin: ORIGIN } }),
    );
    expect(response.headers.get("access-control-allow-origin")).toBe(ORIGIN);
    expect(upstream.headers.has("access-control-allow-origin")).toBe(false);
  });
});

test("a class that cannot be constructed with a body and headers is changed in place", () => {
  const response = new JsonResponse({ toJson: () => "{}" });
  expect(applyDecision(decide(ORIGIN), response)).toBe(response);
  expect(response.headers.get("access-control-allow-origin")).toBe(ORIGIN);
});

test("the standard Response is changed in place", () => {
  const response = new Response("hello", { headers: new Headers({ "X-Own": "1" }) });
  expect(applyDecision(decide(ORIGIN), response)).toBe(response);
});
