// Navigation functions in a handler with a policy, compared with the same handler without a policy.
import { expect, test } from "vitest";
import { type Answer, EVIL, type Sent, SHARED, send } from "../send.ts";

export function navigation(url: (path: string) => string): void {
  const FORM = { "Content-Type": "application/x-www-form-urlencoded" };
  const requests: Readonly<Record<string, Sent>> = {
    GET: {},
    HEAD: { method: "HEAD" },
    "the POST of a form": { method: "POST", headers: FORM, body: "a=1" },
    "the POST of a form with files": {
      method: "POST",
      headers: { "Content-Type": "multipart/form-data; boundary=b" },
      body: "--b--",
    },
    "the POST of JSON": { method: "POST", headers: { "Content-Type": "application/json" }, body: "{}" },
  };
  const ways: Readonly<Record<string, { readonly GET: number; readonly form: number }>> = {
    redirect: { GET: 307, form: 303 },
    "redirect-elsewhere": { GET: 307, form: 303 },
    "permanent-redirect": { GET: 308, form: 303 },
    "not-found": { GET: 404, form: 404 },
    forbidden: { GET: 403, form: 403 },
    unauthorized: { GET: 401, form: 401 },
  };
  const COOKIE = "set-cookie";
  const withoutCors = ({ lines }: Answer): string[] =>
    lines
      .filter(([name]) => !/^(?:access-control-.*|vary|date|set-cookie)$/.test(name))
      .map((line) => line.join(": "))
      .sort();

  for (const [way, status] of Object.entries(ways)) {
    for (const [name, request] of Object.entries(requests)) {
      test(`${way} produces the response of Next.js for ${name}, with the CORS headers`, async () => {
        const answer = await send(url(`/api/navigation/${way}`), request);
        const withoutPolicy = await send(url(`/bare/${way}`), request);
        expect(answer.status).toBe(name.includes("form") ? status.form : status.GET);
        expect([answer.status, answer.body, withoutCors(answer)]).toEqual([
          withoutPolicy.status,
          withoutPolicy.body,
          withoutCors(withoutPolicy),
        ]);
        expect([answer.cors, answer.vary]).toEqual([SHARED, ["Origin"]]);
        expect([withoutPolicy.cors, withoutPolicy.vary]).toEqual([[], []]);
        // Next.js itself keeps cookies only for a redirect.
        expect(answer.all(COOKIE)).toEqual(["seen=1; Path=/"]);
        expect(withoutPolicy.all(COOKIE)).toEqual(way.includes("redirect") ? answer.all(COOKIE) : []);
      });
    }
  }

  test("the URL of a redirect stays unchanged, including semicolons", async () => {
    const answer = await send(url("/api/navigation/redirect"));
    expect(answer.all("location")).toEqual(["/api/users/7;a=1?b=2;c#d"]);
  });

  test("a denied origin is redirected without CORS headers", async () => {
    const answer = await send(url("/api/navigation/redirect"), { headers: { Origin: EVIL } });
    expect([answer.status, answer.cors, answer.vary]).toEqual([307, [], ["Origin"]]);
  });
}
