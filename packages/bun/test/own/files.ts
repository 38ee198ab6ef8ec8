// Responses and files as routes: Bun serves them itself, and with a policy a handler does.
import { createHash } from "node:crypto";
import { rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import { FILES } from "../bun.ts";
import { type Address, APP, allowed, EVIL, preflight, send } from "../send.ts";

const MODIFIED = "Mon, 01 Jan 2024 00:00:00 GMT";
const DIGITS = "0123456789";

const write = (name: string, content: string | Buffer): void => {
  writeFileSync(join(FILES, name), content);
  utimesSync(join(FILES, name), new Date(MODIFIED), new Date(MODIFIED));
};

export function fileCases(at: Address): void {
  beforeAll(() => write("file.txt", DIGITS));

  test("a static response does not send the headers of one origin to another", async () => {
    const url = await at("routed", "/static");
    for (const origin of [APP, "https://a.example.com", EVIL, undefined, APP]) {
      const { status, body, cors, all } = await send(url, { origin });
      const isAllowed = origin !== undefined && origin !== EVIL;
      expect([status, body, cors]).toEqual([200, "static", isAllowed ? allowed(origin) : []]);
      expect(all("vary")).toEqual(["Accept-Language, Origin"]);
      expect([all("x-static"), all("set-cookie")]).toEqual([["1"], ["a=1", "b=2"]]);
    }
  });

  test("concurrent requests get the complete static response, each with its own headers", async () => {
    const url = await at("routed", "/static");
    const origins = Array.from({ length: 40 }, (_, index) => `https://app-${index}.example.com`);
    const answers = await Promise.all(origins.map((origin) => send(url, { origin })));
    expect(answers.map(({ body, cors }) => [body, cors])).toEqual(origins.map((origin) => ["static", allowed(origin)]));
  });

  test("a static response responds to every method, as in Bun", async () => {
    const url = await at("routed", "/static");
    for (const method of ["POST", "DELETE", "OPTIONS"]) {
      const { status, body, cors } = await send(url, { method, origin: APP });
      expect([status, body, cors]).toEqual([200, "static", allowed()]);
    }
    expect((await preflight(url, "PUT")).status).toBe(204);
  });

  test("a static response has an ETag, and a client with this ETag gets a 304 with CORS headers", async () => {
    const url = await at("routed", "/static");
    const { all } = await send(url, { origin: APP });
    const [etag = ""] = all("etag");
    expect(etag).toMatch(/^"[0-9a-f]{16}"$/);
    for (const known of [etag, `W/${etag}`, `"other", ${etag}`, "*"]) {
      const { status, body, cors, all } = await send(url, { origin: APP, headers: { "If-None-Match": known } });
      expect([known, status, body, cors]).toEqual([known, 304, "", allowed()]);
      expect([all("etag"), all("vary")]).toEqual([[etag], ["Accept-Language, Origin"]]);
    }
    for (const known of ['"other"', etag.slice(1, -1), ""]) {
      expect((await send(url, { headers: { "If-None-Match": known } })).status).toBe(200);
    }
    expect((await send(url, { method: "POST", headers: { "If-None-Match": etag } })).status).toBe(200);
    expect((await send(url, { method: "HEAD", headers: { "If-None-Match": etag } })).status).toBe(304);
  });

  test("HEAD has the Content-Type of GET: that of the response, or that of a text", async () => {
    const typeOf = async (server: string, path: string, method: string): Promise<readonly string[]> =>
      (await send(await at(server, path), { method, origin: APP })).all("content-type");
    for (const method of ["GET", "HEAD"]) {
      expect(await typeOf("routed", "/file-response", method)).toEqual(["text/x-mine"]);
      expect(await typeOf("withFetch", "/static", method)).toEqual(["text/plain;charset=utf-8"]);
      expect(await typeOf("routed", "/static", method)).toEqual(["text/plain;charset=utf-8"]);
    }
  });

  test("Bun adds range headers after the wildcard for exposed headers is replaced, so the policy must list them", async () => {
    const { status, all } = await send(await at("exposingAll", "/"), { origin: APP, headers: { Range: "bytes=2-5" } });
    expect([status, all("content-range")]).toEqual([206, ["bytes 2-5/10"]]);
    expect(all("access-control-expose-headers").join()).toMatch(/last-modified/i);
    expect(all("access-control-expose-headers").join()).not.toMatch(/range/i);
  });

  test("the ETag of a static response stays, and its CORS headers are replaced", async () => {
    const { all, cors } = await send(await at("routed", "/static-tagged"), { origin: APP });
    expect([all("etag"), cors]).toEqual([['"mine"'], allowed()]);
    expect((await send(await at("routed", "/static-tagged"), { origin: EVIL })).cors).toEqual([]);
  });

  test("status, redirects and empty responses are kept, and no other status becomes a 304", async () => {
    const teapot = await send(await at("routed", "/static-teapot"), { origin: APP, headers: { "If-None-Match": "*" } });
    expect([teapot.status, teapot.body, teapot.cors]).toEqual([418, "teapot", allowed()]);
    const redirect = await send(await at("routed", "/static-redirect"), { origin: APP });
    expect([redirect.status, redirect.all("location"), redirect.cors]).toEqual([
      307,
      ["https://www.example.com/"],
      allowed(),
    ]);
    const empty = await send(await at("routed", "/static-empty"), { origin: APP });
    expect([empty.status, empty.body, empty.all("etag"), empty.cors]).toEqual([204, "", [], allowed()]);
  });

  test("a file is served with its type and date, and as a 304 to a client that has it", async () => {
    for (const [path, type] of [
      ["/file", "text/plain;charset=utf-8"],
      ["/file-response", "text/x-mine"],
      ["/mixed", "text/plain;charset=utf-8"],
    ] as const) {
      const url = await at("routed", path);
      const { status, body, cors, all } = await send(url, { origin: APP });
      expect([status, body, cors]).toEqual([200, DIGITS, allowed()]);
      expect([all("content-type"), all("last-modified"), all("etag")]).toEqual([[type], [MODIFIED], []]);
      const again = await send(url, { origin: APP, headers: { "If-Modified-Since": MODIFIED } });
      expect([again.status, again.body, again.cors]).toEqual([304, "", allowed()]);
      const earlier = { "If-Modified-Since": "Sun, 31 Dec 2023 23:59:59 GMT" };
      expect((await send(url, { headers: earlier })).status).toBe(200);
      expect((await send(url, { headers: { "If-Modified-Since": "yesterday" } })).status).toBe(200);
      expect((await send(url, { headers: { "If-None-Match": '"x"', "If-Modified-Since": MODIFIED } })).status).toBe(
        200,
      );
    }
  });

  test("a range of a file gets a 206, and a range outside of it a 416, both with CORS headers", async () => {
    const url = await at("routed", "/file");
    const part = await send(url, { origin: APP, headers: { Range: "bytes=2-5" } });
    expect([part.status, part.body, part.all("content-range"), part.cors]).toEqual([
      206,
      "2345",
      ["bytes 2-5/10"],
      allowed(),
    ]);
    const beyond = await send(url, { origin: APP, headers: { Range: "bytes=20-" } });
    expect([beyond.status, beyond.cors]).toEqual([416, allowed()]);
    const changed = { Range: "bytes=2-5", "If-Range": "Sun, 31 Dec 2023 23:59:59 GMT" };
    expect((await send(url, { headers: changed })).body).toBe(DIGITS);
    expect((await send(url, { headers: { ...changed, "If-Range": MODIFIED } })).body).toBe("2345");
  });

  test("a file that grows, shrinks, disappears and returns is served in its current state", async () => {
    const url = await at("routed", "/growing");
    for (const content of ["12345", "1234567890", "1"]) {
      write("growing.txt", content);
      const { body, all } = await send(url, { origin: APP });
      expect([body, all("content-length")]).toEqual([content, [`${content.length}`]]);
    }
    rmSync(join(FILES, "growing.txt"));
    expect((await send(url, { origin: APP })).status).toBe(404);
    write("growing.txt", "back");
    expect((await send(url, { origin: APP })).body).toBe("back");
  });

  test.each(["/file", "/method", "/response", "/folder"])(
    "fetch responds for a missing file at %s as without a policy, with CORS headers",
    async (path) => {
      const [wrapped, bare] = [await at("missing", path), await at("missingWithoutPolicy", path)];
      for (const fails of [{}, { "X-Fail": "1" }]) {
        for (const method of ["GET", "HEAD", "POST", "OPTIONS"]) {
          const sent = { method, origin: APP, headers: fails, ...(method === "POST" && { body: "a body" }) };
          const { status, body, cors, all } = await send(wrapped, sent);
          const native = await send(bare, sent);
          expect([method, status, body, all("x-this")]).toEqual([
            method,
            native.status,
            native.body,
            native.all("x-this"),
          ]);
          expect(cors).toEqual(allowed());
        }
      }
      const { status, body, all } = await send(wrapped, { method: "POST", origin: EVIL, body: "a body" });
      expect([status, body, all("x-this")]).toEqual([203, "POST a body by fetch", ["true"]]);
      expect((await send(wrapped, { headers: { "X-Fail": "1" } })).body).toBe("by error: fetch fails");
      expect((await preflight(wrapped, "PUT")).status).toBe(204);
    },
  );

  test("without fetch, a missing file or a folder gets a 404 that the page can read", async () => {
    for (const path of ["/missing", "/folder-as-file"]) {
      const { status, body, cors, all } = await send(await at("routed", path), { origin: APP });
      expect([status, body, cors, all("vary")]).toEqual([404, "", allowed(), ["Origin"]]);
      expect((await send(await at("routed", path), { method: "HEAD", origin: APP })).status).toBe(404);
    }
  });

  test("a big file from a handler is sent completely and in ranges", async () => {
    const big = Buffer.alloc(8 * 1024 * 1024, "a file that takes more than one write ");
    write("big.bin", big);
    const url = await at("routed", "/big-file");
    const { body, cors, all } = await send(url, { origin: APP });
    const hash = (bytes: Buffer): string => createHash("sha256").update(bytes).digest("hex");
    expect(hash(Buffer.from(body, "latin1"))).toBe(hash(big));
    expect([all("content-length"), all("transfer-encoding"), cors]).toEqual([[`${big.length}`], [], allowed()]);
    const part = await send(url, { origin: APP, headers: { Range: `bytes=${big.length - 3}-` } });
    expect([part.status, part.body, part.cors]).toEqual([206, big.subarray(-3).toString(), allowed()]);
  });

  test("a missing file in a handler's response is an error of Bun after the policy, without CORS headers", async () => {
    const { status, cors } = await send(await at("routed", "/missing-in-handler"), { origin: APP });
    expect([status, cors]).toEqual([500, []]);
  });
}
