import { expect, test } from "vitest";
import { sharing } from "../apps/shared-headers.ts";
import { APP, EVIL, send } from "./send.ts";

/** The expected lines, by policy and origin. */
const EXPECTED: readonly (readonly [policy: string, origin: string, cors: readonly string[]])[] = [
  ["policy", APP, [`access-control-allow-origin: ${APP}`, "vary: Accept, Origin"]],
  ["none", APP, ["vary: Accept"]],
  ["policy", EVIL, ["vary: Accept, Origin"]],
  [
    "other",
    EVIL,
    [
      "access-control-allow-credentials: true",
      `access-control-allow-origin: ${EVIL}`,
      "access-control-expose-headers: X-Shared",
      "vary: Accept, Origin",
    ],
  ],
  ["none", EVIL, ["vary: Accept"]],
  ["public", EVIL, ["access-control-allow-origin: *", "vary: Accept"]],
  ["policy", APP, [`access-control-allow-origin: ${APP}`, "vary: Accept, Origin"]],
  ["public", APP, ["access-control-allow-origin: *", "vary: Accept"]],
];

export function sharedHeadersCases(url: (path: string) => string): void {
  for (const [adapter, base] of [
    ["this middleware", "/shared/hono"],
    ["withCors of core", "/shared-by-core"],
  ] as const) {
    test.each(sharing.filter((name) => adapter !== "withCors of core" || !["exception", "raw"].includes(name)))(
      `A shared Headers object does not leak CORS headers between responses, with ${adapter}: %s`,
      async (maker) => {
        for (let round = 0; round < 3; round++) {
          for (const [policy, origin, cors] of EXPECTED) {
            const answer = await send(url(`${base}/${policy}/${maker}`), { origin });
            expect(answer.cors, `${policy} ${origin}`).toEqual(cors);
            expect(answer.header("x-shared"), `${policy} ${origin}`).toHaveLength(1);
          }
        }
        const together = await Promise.all(
          EXPECTED.map(([policy, origin]) => send(url(`${base}/${policy}/${maker}`), { origin })),
        );
        expect(together.map(({ cors }) => cors)).toEqual(EXPECTED.map(([, , cors]) => cors));
      },
    );
  }
}
