import { expect, test } from "vitest";
import { makers, touches } from "../apps/touched.ts";
import { APP, EVIL, send } from "./send.ts";

const ORIGIN = `access-control-allow-origin: ${APP}`;
const VARY = /^vary: Origin(?:, Accept-Encoding)?$/;

export function touchedCases(url: (path: string) => string): void {
  test.each(Object.keys(touches))("The CORS headers survive outer middleware, for GET and HEAD: %s", async (touch) => {
    const headers = { "Accept-Encoding": "gzip" };
    for (const maker of Object.keys(makers)) {
      for (const method of ["GET", "HEAD"]) {
        const [allowed, denied] = await Promise.all(
          [APP, EVIL].map((origin) => send(url(`/touched/${touch}/${maker}`), { method, origin, headers })),
        );
        const place = `${method} ${touch} ${maker}`;
        expect(allowed?.cors, place).toEqual([ORIGIN, expect.stringMatching(VARY)]);
        expect(denied?.cors, place).toEqual([expect.stringMatching(VARY)]);
        expect(allowed?.status, place).toBe(denied?.status);
      }
    }
  });
}
