// Which response an error produces, and where the error is reported.
import { expect, test } from "vitest";
import { EVIL, preflight, SHARED, send } from "../send.ts";

export function errors(url: (path: string) => string, output: () => string): void {
  const at = (kind: string): string => url(`/api/errors/${kind}`);

  test("a handler that throws produces a 500 that the page can read", async () => {
    const answer = await send(at("default"));
    expect([answer.status, answer.body]).toEqual([500, "Internal Server Error"]);
    expect([answer.cors, answer.vary]).toEqual([SHARED, ["Origin"]]);
  });

  test("the error is logged, and not reported to Next.js, as the README says", async () => {
    await send(at("only-logged"));
    await expect.poll(output).toContain("Error: failed: /api/errors/only-logged");
    expect(output()).not.toContain("reported to Next.js: failed: /api/errors/only-logged");
  });

  test("the 500 is not shared with a denied origin", async () => {
    const answer = await send(at("default"), { headers: { Origin: EVIL } });
    expect([answer.status, answer.cors, answer.vary]).toEqual([500, [], ["Origin"]]);
  });

  test("a thrown Response is an error, as in Next.js", async () => {
    const answer = await send(at("thrown-response"));
    expect([answer.status, answer.body, answer.cors]).toEqual([500, "Internal Server Error", SHARED]);
  });

  test("Next.js responds to and reports a handler that returns nothing, without CORS headers", async () => {
    const answer = await send(at("undefined"));
    expect([answer.status, answer.body, answer.cors]).toEqual([500, "", []]);
    await expect.poll(output).toContain("reported to Next.js: No response is returned from route handler");
  });

  test("onError responds, and receives the request", async () => {
    const answer = await send(at("hook"));
    expect([answer.status, answer.cors]).toEqual([503, SHARED]);
    expect(JSON.parse(answer.body)).toEqual({ error: "Error: failed: /api/errors/hook", path: "/api/errors/hook" });
  });

  test("onError is not called for notFound()", async () => {
    const answer = await send(at("hook-not-asked"));
    expect([answer.status, answer.cors]).toEqual([404, SHARED]);
  });

  test('onError: "throw" passes the error to Next.js, which reports it', async () => {
    const answer = await send(at("throw"));
    expect([answer.status, answer.body, answer.cors]).toEqual([500, "", []]);
    await expect.poll(output).toContain("reported to Next.js: failed: /api/errors/throw");
  });

  test('onError: "throw" does not affect notFound(), whose response gets the CORS headers', async () => {
    const answer = await send(at("throw-not-found"));
    expect([answer.status, answer.cors]).toEqual([404, SHARED]);
    expect(output()).not.toContain("NEXT_HTTP_ERROR_FALLBACK");
  });

  test("a predicate that throws allows no origin, and the handler does not run", async () => {
    const answer = await send(at("predicate"));
    expect([answer.status, answer.body, answer.cors]).toEqual([500, "Internal Server Error", []]);
    const preflighted = await preflight(at("predicate"), "PUT");
    expect([preflighted.status, preflighted.cors]).toEqual([500, []]);
  });
}
