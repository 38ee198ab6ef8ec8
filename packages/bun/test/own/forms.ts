// Compares each form of options with Bun alone: the policy adds its headers, and changes nothing else.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { FILES } from "../bun.ts";
import { type Address, APP, allowed, EVIL, preflight, type Sent, send } from "../send.ts";

const PATHS: Readonly<Record<string, readonly string[]>> = {
  static: ["/", "/function", "/method", "/nowhere"],
  staticAlone: ["/", "/function", "/nowhere"],
  staticBesideRoutes: ["/"],
  functionWithRoutes: ["/", "/nowhere"],
  routesOfAGetter: ["/"],
  privateMembers: ["/", "/method", "/nowhere"],
  inheritedFetch: ["/"],
  methods: ["/", "/trace", "/hidden", "/directory", "/undefined"],
  responses: ["/text", "/empty", "/none", "/json", "/typed", "/blob", "/failure", "/not-modified", "/length"],
  files: ["/text", "/unknown", "/zip", "/json", "/typed", "/named", "/created", "/part", "/method"],
};
const REQUESTS: readonly Sent[] = [
  {},
  { method: "HEAD" },
  { method: "POST", body: "a body" },
  { method: "DELETE" },
  { method: "OPTIONS" },
  { method: "TRACE" },
  ...["GET", "HEAD", "POST"].flatMap((method) =>
    [
      "bytes=2-5",
      "bytes= 2-5",
      "bytes=-3",
      "bytes=-0",
      "bytes=3-",
      "bytes=20-",
      "bytes=5-2",
      "bytes=0-1,3-4",
      "bytes=-",
      "lines=1-2",
    ].map((range) => ({ method, headers: { Range: range } })),
  ),
  { headers: { Range: "bytes=2-5", "If-Range": "Mon, 01 Jan 2024 00:00:00 GMT" } },
  { headers: { "If-None-Match": "*" } },
  { method: "HEAD", headers: { "If-None-Match": "*" } },
  { headers: { "If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT" } },
  { headers: { "If-Modified-Since": "Mon, 01 Jan 2024 00:00:00 GMT" } },
];

export function formCases(at: Address, refusals: () => Promise<Record<string, readonly string[]>>): void {
  beforeAll(() => {
    for (const name of ["forms", "forms.txt", "forms.zip", "forms.json"])
      writeFileSync(join(FILES, name), "0123456789");
    writeFileSync(join(FILES, "forms-big.zip"), Buffer.alloc(3 * 1024 * 1024, "big "));
  });

  test.each(Object.keys(PATHS))("%s: the responses equal those of Bun alone, plus CORS headers", async (form) => {
    for (const path of PATHS[form] ?? []) {
      const [url, bareUrl] = [await at(form, path), await at(`bare ${form}`, path)];
      // Bun does not send the body of a handler's file to TRACE, which no page can send.
      for (const sent of REQUESTS.filter(({ method }) => form !== "files" || method !== "TRACE")) {
        const [answer, bare] = [
          await send(url, { ...sent, origin: APP }),
          await send(bareUrl, { ...sent, origin: APP }),
        ];
        const where = `${path} ${JSON.stringify(sent)}`;
        expect([where, ...otherLines(answer.lines)]).toEqual([where, ...otherLines(bare.lines)]);
        expect([where, answer.status, answer.body]).toEqual([where, bare.status, bare.body]);
        expect([where, answer.cors, answer.all("vary").join()]).toEqual([
          where,
          allowed(),
          expect.stringMatching(/^Origin/),
        ]);
        expect([where, (await send(url, { ...sent, origin: EVIL })).cors]).toEqual([where, []]);
      }
      expect((await preflight(url, "PUT")).cors).toContain(`access-control-allow-origin: ${APP}`);
      expect(await preflight(url, "PUT", EVIL)).toMatchObject({ status: 403, cors: [] });
    }
  });

  test("a redirect keeps its Location, also a redirect to a file in S3", async () => {
    for (const path of ["/redirect", "/s3"]) {
      const [answer, bare] = [
        await send(await at("responses", path), { origin: APP }),
        await send(await at("bare responses", path), { origin: APP }),
      ];
      const place = (lines: readonly string[]): string | undefined => lines[0]?.split("?")[0];
      expect([answer.status, place(answer.all("location"))]).toEqual([302, place(bare.all("location"))]);
      expect(answer.cors).toEqual(allowed());
    }
  });

  test("TRACE without `fetch` gets a response, and the policy does not allow it", async () => {
    const url = await at("methodsWithoutFetch");
    expect(await send(url, { method: "TRACE", origin: APP })).toMatchObject({ body: "traced", cors: allowed() });
    expect((await preflight(url, "GET")).status).toBe(204);
  });

  test("bytes without a type have the same headers for GET and HEAD", async () => {
    const url = await at("bytes");
    const [get, head] = [await send(url, { origin: APP }), await send(url, { method: "HEAD", origin: APP })];
    expect(get.all("content-type")).toEqual(["application/octet-stream"]);
    expect(otherLines(head.lines)).toEqual(otherLines(get.lines));
  });

  test.each(["/changing", "/changing-unknown"])("HEAD of %s has the current length of the file", async (path) => {
    for (const content of ["12345", "1234567890", "1", ""]) {
      writeFileSync(join(FILES, path === "/changing" ? "changing.txt" : "changing"), content);
      for (const form of ["bare files", "files"]) {
        for (const method of ["GET", "HEAD"]) {
          const { body, all } = await send(await at(form, path), { method, origin: APP });
          expect([form, method, body, all("content-length")]).toEqual([
            form,
            method,
            method === "GET" ? content : "",
            [`${content.length}`],
          ]);
        }
      }
    }
  });

  test("a static response that Bun rejects is rejected with the same message, before a server starts", async () => {
    for (const [kind, [bare, ...wrapped]] of Object.entries(await refusals())) {
      expect([kind, bare]).toEqual([kind, expect.stringMatching(/fully buffered|status 0/)]);
      expect([kind, ...wrapped]).toEqual([kind, bare, bare]);
    }
  });

  test("a big file of any type is sent completely and in ranges", async () => {
    const url = await at("files", "/big");
    const { body, all, cors } = await send(url, { origin: APP });
    expect([body.length, all("content-length"), cors]).toEqual([3 * 1024 * 1024, [`${3 * 1024 * 1024}`], allowed()]);
    const part = await send(url, { origin: APP, headers: { Range: "bytes=0-2" } });
    expect([part.status, part.body]).toEqual([206, "big"]);
  });
}

/** The lines otherLines the CORS headers, with a placeholder for a computed ETag. */
const otherLines = (lines: readonly (readonly [name: string, value: string])[]): string[] =>
  lines
    .filter(([name]) => !/^(date|vary|access-control-.*)$/.test(name))
    .map(([name, value]) => (name === "etag" && /^"[0-9a-f]{16}"$/.test(value) ? "etag: any" : `${name}: ${value}`))
    .sort();
