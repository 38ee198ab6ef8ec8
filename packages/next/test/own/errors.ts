// Who answers an error, and who hears of it.
import { expect, test } from "vitest";
import { EVIL, preflight, SHARED, send } from "../send.ts";

export function errors(url: (path: string) => string, output: () => string): void {
  const at = (kind: string): string => url(`/api/errors/${kind}`);

  test("A handler that throws is answered with a 500 that the page can read", async () => {
    const answer = await send(at("default"));
    expect([answer.status, answer.body]).toEqual([500, "Internal Server Error"]);
    expect([answer.cors, answer.vary]).toEqual([SHARED, ["Origin"]]);
  });

  test("The error is logged, and not reported to Next.js, as the README says", async () => {
    await send(at("only-logged"));
    await expect.poll(output).toContain("Error: failed: /api/errors/only-logged");
    expect(output()).not.toContain("reported to Next.js: failed: /api/errors/only-logged");
  });

  test("The 500 is not shared with a denied origin", async () => {
    const answer = await send(at("default"), { headers: { Origin: EVIL } });
    expect([answer.status, answer.cors, answer.vary]).toEqual([500, [], ["Origin"]]);
  });

  test("A Response that is thrown is an error, as it is for Next.js", async () => {
    const answer = await send(at("thrown-response"));
    expect([answer.status, answer.body, answer.cors]).toEqual([500, "Internal Server Error", SHARED]);
  });

  test("A handler that returns nothing is answered and reported by Next.js, which no policy reaches", async () => {
    const answer = await send(at("undefined"));
    expect([answer.status, answer.body, answer.cors]).toEqual([500, "", []]);
    await expect.poll(output).toContain("reported to Next.js: No response is returned from route handler");
  });

  test("onError answers, and gets the request", async () => {
    const answer = await send(at("hook"));
    expect([answer.status, answer.cors]).toEqual([503, SHARED]);
    expect(JSON.parse(answer.body)).toEqual({ error: "Error: failed: /api/errors/hook", path: "/api/errors/hook" });
  });

  test("onError is not asked about notFound()", async () => {
    const answer = await send(at("hook-not-asked"));
    expect([answer.status, answer.cors]).toEqual([404, SHARED]);
  });

  test('onError: "throw" hands the error to Next.js, which reports it', async () => {
    const answer = await send(at("throw"));
    expect([answer.status, answer.body, answer.cors]).toEqual([500, "", []]);
    await expect.poll(output).toContain("reported to Next.js: failed: /api/errors/throw");
  });

  test('onError: "throw" is about errors: notFound() is answered with the headers', async () => {
    const answer = await send(at("throw-not-found"));
    expect([answer.status, answer.cors]).toEqual([404, SHARED]);
    expect(output()).not.toContain("NEXT_HTTP_ERROR_FALLBACK");
  });

  test("A predicate that throws allows nobody, and the handler does not run", async () => {
    const answer = await send(at("predicate"));
    expect([answer.status, answer.body, answer.cors]).toEqual([500, "Internal Server Error", []]);
    const preflighted = await preflight(at("predicate"), "PUT");
    expect([preflighted.status, preflighted.cors]).toEqual([500, []]);
  });
}
