// Next.js drops empty headers of a proxy. A browser must reach the same result as without Next.js.
import { createBrowser } from "@fetch-cors/browser";
import { withCors } from "@fetch-cors/core";
import { describe, expect, test } from "vitest";
import { UNUSUAL } from "../app/policies.ts";
import { APP, preflight, send } from "../send.ts";

type Network = (request: Request) => Response | Promise<Response>;

const isFull = (line: string): boolean => !line.endsWith(": ");
const corsLines = ({ headers }: Response): string[] =>
  [...headers].map((line) => line.join(": ")).filter((line) => line.startsWith("access-control-"));

/** Returns the methods and headers that a page may use. */
async function permissions(url: string, network: Network): Promise<readonly string[]> {
  const results: string[] = [];
  for (const method of ["GET", "POST", "PATCH"]) {
    for (const name of ["X-Header-7", "Authorization", "Content-Language"]) {
      const page = createBrowser({ origin: APP, network });
      const isAllowed = await page.fetch(url, { method, headers: { [name]: "en" } }).then(
        ({ ok }) => ok,
        () => false,
      );
      results.push(`${method} ${name}: ${isAllowed}`);
    }
  }
  return results;
}

export function unusualHeaders(url: (path: string) => string): void {
  describe.each(Object.entries(UNUSUAL))("%s", (kind, options) => {
    const core = withCors(() => new Response("hello"), options);

    test.each(["/api/unusual", "/proxied/unusual"])("a preflight to %s gets the headers of core", async (path) => {
      const headers = { "Access-Control-Request-Method": "PATCH", "Access-Control-Request-Headers": "x-header-7" };
      const request = new Request("https://api.example.com/", {
        method: "OPTIONS",
        headers: { Origin: APP, ...headers },
      });
      const expected = await core(request);
      const answer = await preflight(url(`${path}/${kind}`), "PATCH", headers);
      expect([answer.status, answer.cors.filter(isFull)]).toEqual([
        expected.status,
        corsLines(expected).filter(isFull),
      ]);
    });

    test.each(["/api/unusual", "/proxied/unusual"])(
      "a page has the same permissions at %s as with core",
      async (path) => {
        expect(await permissions(url(`${path}/${kind}`), fetch)).toEqual(
          await permissions("https://api.example.com/", core),
        );
      },
    );
  });

  test("a response of the proxy keeps its status and its headers, except for the empty ones", async () => {
    const answer = await send(url("/proxied/headers"));
    expect([answer.status, answer.all("x-empty"), answer.all("x-zero")]).toEqual([422, [], ["0"]]);
    expect(answer.all("set-cookie")).toEqual(["a=1", "b=2"]);
  });
}
