// Every kind of route.
import { expect, test } from "vitest";
import { type Address, APP, allowed, EVIL, preflight, send, VARY_ON_OPTIONS } from "../send.ts";

export function routeCases(at: Address, decisions: () => Promise<string[]>): void {
  test("a route that is a function receives its parameters and the server, and its response gets the CORS headers", async () => {
    const url = await at("routed", "/users/a%20b");
    const { status, body, cors, all } = await send(url, { origin: APP });
    expect([status, JSON.parse(body)]).toEqual([
      200,
      { id: "a b", port: Number(new URL(url).port), address: "127.0.0.1" },
    ]);
    expect(cors).toEqual(allowed());
    expect(all("vary")).toEqual(["Origin"]);
  });

  test("a preflight to a route that is a function is answered for every method", async () => {
    const { status, cors, all } = await preflight(await at("routed", "/users/7"), "DELETE");
    expect(status).toBe(204);
    expect(cors).toEqual([
      "access-control-allow-credentials: true",
      "access-control-allow-headers: Authorization",
      "access-control-allow-methods: GET, HEAD, QUERY, PUT, PATCH, POST, DELETE",
      `access-control-allow-origin: ${APP}`,
      "access-control-max-age: 600",
    ]);
    expect(all("vary")).toEqual([VARY_ON_OPTIONS]);
  });

  test("a preflight from a denied origin gets a 403 without CORS headers", async () => {
    const { status, cors } = await preflight(await at("routed", "/users/7"), "GET", EVIL);
    expect([status, cors]).toEqual([403, []]);
  });

  test("a route with methods gets an OPTIONS, and a compiled policy keeps its methods", async () => {
    const { status, all } = await preflight(await at("routed", "/method"), "DELETE");
    expect(status).toBe(204);
    expect(all("access-control-allow-methods")).toEqual(["GET, HEAD, QUERY, PUT, PATCH, POST, DELETE"]);
  });

  test("with options instead of a compiled policy, the methods are those of the route", async () => {
    const { all } = await preflight(await at("inferred", "/"), "PUT", "https://app.example.com");
    expect(all("access-control-allow-methods")).toEqual(["GET, PUT, HEAD"]);
  });

  test("fetch responds to the other methods of a route as without a policy, and a preflight allows them", async () => {
    const url = await at("inferredWithFetch", "/");
    const origin = "https://app.example.com";
    for (const method of ["OPTIONS", "PUT", "DELETE"]) {
      const { status, body, cors, all } = await send(url, { method, origin });
      expect([status, body, cors]).toEqual([
        200,
        `${method} by fetch`,
        ["access-control-allow-origin: https://app.example.com"],
      ]);
      const native = await send(await at("withFetch", "/"), { method, origin });
      expect([native.status, native.body, native.all("x-this")]).toEqual([status, body, all("x-this")]);
      const preflighted = await preflight(url, method, origin);
      expect([preflighted.status, preflighted.all("access-control-allow-methods")]).toEqual([
        204,
        ["GET, HEAD, QUERY, PUT, PATCH, POST, DELETE"],
      ]);
    }
    const posted = await send(url, { method: "POST", origin });
    expect([posted.body, posted.cors]).toEqual(["posted", ["access-control-allow-origin: https://app.example.com"]]);
    const own = await send(await at("inferredWithFetch", "/own-options"), { method: "OPTIONS", origin });
    expect([own.body, own.all("allow")]).toEqual(["own", []]);
  });

  test("each method of a route gets CORS headers and the request body", async () => {
    const url = await at("routed", "/method");
    const got = await send(url, { origin: APP });
    expect([got.status, got.body, got.cors]).toEqual([200, "got", allowed()]);
    const posted = await send(url, { method: "POST", origin: APP, body: '{"a":1}' });
    expect([posted.status, posted.body, posted.cors]).toEqual([201, '{"a":1}', allowed()]);
    const deleted = await send(url, { method: "DELETE", origin: APP });
    expect([deleted.status, deleted.body, deleted.cors]).toEqual([202, "deleted", allowed()]);
  });

  test("a method that a route lacks gets a 404 that the page can read", async () => {
    const { status, cors, all } = await send(await at("routed", "/method"), { method: "PUT", origin: APP });
    expect([status, cors, all("vary")]).toEqual([404, allowed(), ["Origin"]]);
  });

  test("a plain OPTIONS request to a route with methods lists them, unless the route handles OPTIONS", async () => {
    const added = await send(await at("routed", "/method"), { method: "OPTIONS", origin: APP });
    expect([added.status, added.all("allow"), added.cors]).toEqual([
      204,
      ["GET, POST, DELETE, HEAD, OPTIONS"],
      allowed(),
    ]);
    const own = await send(await at("routed", "/own-options"), { method: "OPTIONS", origin: APP });
    expect([own.body, own.all("allow"), own.all("vary")]).toEqual(["own", ["GET"], [VARY_ON_OPTIONS]]);
    const { status, body } = await preflight(await at("routed", "/own-options"), "GET");
    expect([status, body]).toEqual([204, ""]);
  });

  test("a method that is false, or in lower case, is ignored", async () => {
    const off = await send(await at("routed", "/off-method"), { method: "POST", origin: APP });
    expect([off.status, off.cors]).toEqual([404, allowed()]);
    const lower = await send(await at("routed", "/off-method"), { method: "DELETE", origin: APP });
    expect([lower.status, lower.cors]).toEqual([404, allowed()]);
  });

  test("a path without a route gets a 404 that the page can read, and its preflight is answered", async () => {
    for (const path of ["/nowhere", "/off", "/users/"]) {
      const url = await at("routed", path);
      const { status, body, cors } = await send(url, { origin: APP });
      expect([status, body, cors]).toEqual([404, "", allowed()]);
      expect((await preflight(url, "PUT")).status).toBe(204);
    }
  });

  test("a wildcard route applies to all paths below it", async () => {
    const { body, cors } = await send(await at("routed", "/wild/a/b"), { origin: "https://deep.example.com" });
    expect([body, cors]).toEqual(["wild", allowed("https://deep.example.com")]);
  });

  test("HEAD gets the response to GET without its body", async () => {
    for (const path of ["/users/7", "/method", "/static", "/file"]) {
      const url = await at("routed", path);
      const [head, get] = [await send(url, { method: "HEAD", origin: APP }), await send(url, { origin: APP })];
      expect([head.status, head.body, head.cors]).toEqual([200, "", get.cors]);
      expect(head.all("content-length")).toEqual(get.all("content-length"));
      expect(head.all("vary")).toEqual(get.all("vary"));
    }
  });

  test("Bun serves an HTML import, as a route and for one method", async () => {
    for (const path of ["/page", "/page-and-post"]) {
      const { status, body, cors, all } = await send(await at("routed", path), { origin: APP });
      expect([status, all("content-type"), cors]).toEqual([200, ["text/html;charset=utf-8"], []]);
      const script = /src="([^"]+)"/.exec(body)?.[1];
      expect((await send(await at("routed", script))).body).toContain("A page with a script");
    }
    const posted = await send(await at("routed", "/page-and-post"), { method: "POST", origin: APP });
    expect([posted.body, posted.cors]).toEqual(["posted", allowed()]);
    expect((await preflight(await at("routed", "/page-and-post"), "POST")).status).toBe(204);
  });

  test("Bun serves a directory, without CORS headers", async () => {
    const { status, body, cors } = await send(await at("routed", "/public/file.txt"), { origin: APP });
    expect([status, body, cors]).toEqual([200, "from a directory\n", []]);
  });

  test("each cookie has its own line, from headers and from the cookie map of Bun", async () => {
    const { cors, all } = await send(await at("routed", "/cookies"), { origin: APP });
    expect(all("set-cookie")).toEqual(["a=1; Path=/", "b=2; Expires=Wed, 21 Oct 2037 07:28:00 GMT"]);
    expect(cors).toEqual(allowed());
    const map = await send(await at("routed", "/cookie-map"), { origin: APP });
    expect(map.all("set-cookie")).toEqual(["map=1; Path=/; SameSite=Lax"]);
    expect([map.body, map.cors]).toEqual(["set", allowed()]);
  });

  test("Vary is merged into one line", async () => {
    const { cors, all } = await send(await at("routed", "/gzip"), { origin: APP });
    expect(all("vary")).toEqual(["accept-encoding, ORIGIN"]);
    expect([all("content-encoding"), cors]).toEqual([["gzip"], allowed()]);
  });

  test("a fetched response gets the CORS headers of this policy once", async () => {
    const { body, cors, all } = await send(await at("routed", "/proxied"), { origin: APP });
    expect([JSON.parse(body).id, cors, all("vary")]).toEqual(["9", allowed(), ["Origin"]]);
  });

  test("the outer policy decides for a route with its own policy", async () => {
    const url = await at("routed", "/wrapped-already");
    const ours = await send(url, { origin: APP });
    expect([ours.body, ours.cors, ours.all("vary")]).toEqual(["wrapped", allowed(), ["Origin"]]);
    expect((await send(url, { origin: "https://other.example" })).cors).toEqual([]);
  });

  test("a malformed, repeated, null or long Origin is denied, and the request reaches the handler", async () => {
    for (const origin of [
      "https://app.example.com/",
      `${APP}, ${APP}`,
      "null",
      "",
      `https://${"a".repeat(5000)}.example.com`,
    ]) {
      const { status, cors, all } = await send(await at("routed", "/users/7"), { origin });
      expect([origin.slice(0, 40), status, cors, all("vary")]).toEqual([origin.slice(0, 40), 200, [], ["Origin"]]);
    }
  });

  test("onDecision receives the request and the server, for every kind of route", async () => {
    await decisions();
    await send(await at("routed", "/users/7"), { origin: APP });
    await send(await at("routed", "/static"), { origin: EVIL });
    await preflight(await at("routed", "/method"), "POST");
    await send(await at("routed", "/nowhere"));
    expect(await decisions()).toEqual(["actual true", "actual true", "preflight true", "not-cors true"]);
  });
}
