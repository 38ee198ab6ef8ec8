import { expect, test } from "vitest";
import { type Answer, APP, EVIL, send } from "./send.ts";

const ORIGIN = `access-control-allow-origin: ${APP}`;

export function unsendableCases(url: (path: string) => string): void {
  /** Sends a request from either origin, and expects exactly the CORS headers of the policy. */
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
    "app.onError replaces a fetched response with a body that is %s, and no upstream header is sent",
    async (way) => {
      for (const from of ["star", "reflects"]) {
        for (const place of ["plain", "around", "sets"]) {
          await byErrorHandler(`/unsendable/${place}/returned?way=${way}&from=${from}`);
        }
      }
    },
  );

  test("app.onError replaces a response of the application with a consumed body", async () => {
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
  ])("app.onError replaces a response that cannot be sent, wherever it comes from: %s", async (path) => {
    await byErrorHandler(`${path}?from=reflects`);
  });

  test("A plain 500 with the CORS headers replaces a response of app.onError that cannot be sent", async () => {
    for (const place of ["plain", "around"]) {
      for (const name of ["error", "string", "returned"]) {
        await expectDecided(`/error-handler/${place}/${name}`, { status: 500, body: "Internal Server Error" });
      }
    }
  });

  test("The error response after a fetched response does not get its upstream CORS headers", async () => {
    const answer = await send(url("/unsendable/thrown-after?from=reflects"), { origin: EVIL });
    expect(answer).toMatchObject({ status: 503, body: "app.onError: Error", cors: ["vary: Accept, Origin"] });
  });

  test("A fetched response of app.onError loses its upstream CORS headers", async () => {
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

  test("A response that several requests return gets the CORS headers of each request, or fails", async () => {
    for (const origin of [EVIL, APP, EVIL, APP]) {
      const answer = await send(url("/used-twice/users"), { origin });
      expect(answer.cors, origin).toEqual(origin === APP ? [ORIGIN, "vary: Origin"] : ["vary: Origin"]);
    }
  });
}
