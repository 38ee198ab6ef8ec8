import { expect, test } from "vitest";
import { type Answer, APP, EVIL, send } from "./send.ts";

const ORIGIN = `access-control-allow-origin: ${APP}`;

export function unsendableCases(url: (path: string) => string): void {
  /** Sends a request of either origin, and expects a response with the CORS headers of the policy and no others. */
  const expectDecided = async (path: string, expected: Partial<Answer>, vary = "vary: Origin"): Promise<void> => {
    for (const [origin, cors] of [
      [APP, [ORIGIN, vary]],
      [EVIL, [vary]],
    ] as const) {
      const answer = await send(url(path), { origin });
      expect(answer, `${path} ${origin}`).toMatchObject({ ...expected, cors });
      expect(answer.header("x-upstream"), path).toEqual([]);
    }
  };
  const byErrorHandler = (path: string): Promise<void> =>
    expectDecided(path, { status: 503, body: expect.stringMatching(/^app\.onError: \w+$/) }, "vary: Accept, Origin");

  test.each(["consumed", "locked", "piped", "begun"])(
    "app.onError answers for a fetched response whose body is %s, and nothing of the upstream is sent",
    async (way) => {
      for (const from of ["star", "reflects"]) {
        for (const place of ["plain", "around", "sets"]) {
          await byErrorHandler(`/unsendable/${place}/returned?way=${way}&from=${from}`);
        }
      }
    },
  );

  test("app.onError answers for a response of the application's own whose body is consumed", async () => {
    for (const place of ["plain", "around", "sets"]) await byErrorHandler(`/unsendable/${place}/own`);
  });

  test.each([
    "/unsendable/assigned",
    "/unsendable/by-middleware",
    "/unsendable/replaced",
    "/unsendable/exception",
    "/unsendable/not-found-handler",
    "/unsendable/nothing",
    "/unsendable/mounted/returned",
    "/unsendable/own-handler/returned",
    "/combined/every/users",
    "/combined/some/users",
    "/combined/except/users",
    "/combined/both/users",
    "/alone-unsendable/nothing",
    "/hook-returns/error",
    "/hook-returns/returned",
    "/forgotten/users",
    "/forgotten/around/users",
  ])("app.onError answers wherever a response comes from that cannot be sent: %s", async (path) => {
    await byErrorHandler(`${path}?from=reflects`);
  });

  test("A plain 500 with the headers of the policy replaces a response of app.onError that cannot be sent", async () => {
    for (const place of ["plain", "around"]) {
      for (const name of ["error", "string", "returned"]) {
        await expectDecided(`/error-handler/${place}/${name}`, { status: 500, body: "Internal Server Error" });
      }
    }
  });

  test("The response for what is thrown after a fetched response loses the CORS headers of its upstream", async () => {
    const answer = await send(url("/unsendable/thrown-after?from=reflects"), { origin: EVIL });
    expect(answer).toMatchObject({ status: 503, body: "app.onError: Error", cors: ["vary: Accept, Origin"] });
  });

  test("A fetched response of app.onError loses the CORS headers of its upstream", async () => {
    for (const path of ["handler/error", "handler/returned"]) {
      for (const from of ["star", "reflects"]) {
        const cors = async (origin: string) =>
          (await send(url(`/error-handler-fetches/${path}?from=${from}`), { origin })).cors;
        expect(await cors(EVIL), path).toEqual(["vary: Origin"]);
        expect(await cors(APP), path).toEqual([ORIGIN, "vary: Origin"]);
      }
    }
    for (const path of ["error", "nothing"]) {
      const answer = await send(url(`/error-handler-fetches/predicate/${path}?from=reflects`));
      expect(answer, path).toMatchObject({ status: 200, body: "from upstream", cors: ["vary: Origin"] });
    }
  });

  test("A response that several requests return is decided for each of them, or refused", async () => {
    for (const origin of [EVIL, APP, EVIL, APP]) {
      const answer = await send(url("/used-twice/users"), { origin });
      expect(answer.cors, origin).toEqual(origin === APP ? [ORIGIN, "vary: Origin"] : ["vary: Origin"]);
    }
  });
}
