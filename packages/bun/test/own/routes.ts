// Routes of every kind.
import { expect, test } from "vitest";
import { type Address, APP, allowed, EVIL, preflight, send, VARY_ON_OPTIONS } from "../send.ts";

export function routeCases(at: Address, decisions: () => Promise<string[]>): void {
  test("a route that is a function gets its parameters and the server, and answers with the policy's headers", async () => {
    const url = await at("routed", "/users/a%20b");
    const { status, body, cors, all } = await send(url, { origin: APP });
    expect([status, JSON.parse(body)]).toEqual([
      200,
      { id: "a b", port: Number(new URL(url).port), address: "127.0.0.1" },
    ]);
    expect(cors).toEqual(allowed());
    expect(all("vary")).toEqual(["Origin"]);
  });

  test("a preflight to it is answered, for whatever method", async () => {
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

  test("a preflight from another origin is a 403 without any CORS header", async () => {
    const { status, cors } = await preflight(await at("routed", "/users/7"), "GET", EVIL);
    expect([status, cors]).toEqual([403, []]);
  });

  test("routes by method get an OPTIONS, and the policy keeps its own methods where it is compiled", async () => {
    const { status, all } = await preflight(await at("routed", "/method"), "DELETE");
    expect(status).toBe(204);
    expect(all("access-control-allow-methods")).toEqual(["GET, HEAD, QUERY, PUT, PATCH, POST, DELETE"]);
  });

  test("where the policy is written as options, its methods are those of the route", async () => {
    const { all } = await preflight(await at("inferred", "/"), "PUT", "https://app.example.com");
    expect(all("access-control-allow-methods")).toEqual(["GET, PUT, HEAD"]);
  });

  test("with a fetch, it answers a route's other methods as it does without a policy, and a preflight allows them", async () => {
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
      const asked = await preflight(url, method, origin);
      expect([asked.status, asked.all("access-control-allow-methods")]).toEqual([
        204,
        ["GET, HEAD, QUERY, PUT, PATCH, POST, DELETE"],
      ]);
    }
    const posted = await send(url, { method: "POST", origin });
    expect([posted.body, posted.cors]).toEqual(["posted", ["access-control-allow-origin: https://app.example.com"]]);
    const own = await send(await at("inferredWithFetch", "/own-options"), { method: "OPTIONS", origin });
    expect([own.body, own.all("allow")]).toEqual(["own", []]);
  });

  test("each of a route's methods answers with CORS headers, a body reaches it", async () => {
    const url = await at("routed", "/method");
    const got = await send(url, { origin: APP });
    expect([got.status, got.body, got.cors]).toEqual([200, "got", allowed()]);
    const posted = await send(url, { method: "POST", origin: APP, body: '{"a":1}' });
    expect([posted.status, posted.body, posted.cors]).toEqual([201, '{"a":1}', allowed()]);
    const deleted = await send(url, { method: "DELETE", origin: APP });
    expect([deleted.status, deleted.body, deleted.cors]).toEqual([202, "deleted", allowed()]);
  });

  test("a method that a route does not have is a 404 that the page can read", async () => {
    const { status, cors, all } = await send(await at("routed", "/method"), { method: "PUT", origin: APP });
    expect([status, cors, all("vary")]).toEqual([404, allowed(), ["Origin"]]);
  });

  test("a plain OPTIONS to routes by method says which there are, unless they have a handler for it", async () => {
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

  test("a method that is switched off, or written in lower case, is none", async () => {
    const off = await send(await at("routed", "/off-method"), { method: "POST", origin: APP });
    expect([off.status, off.cors]).toEqual([404, allowed()]);
    const lower = await send(await at("routed", "/off-method"), { method: "DELETE", origin: APP });
    expect([lower.status, lower.cors]).toEqual([404, allowed()]);
  });

  test("what no route takes is a 404 that the page can read, its preflight is answered", async () => {
    for (const path of ["/nowhere", "/off", "/users/"]) {
      const url = await at("routed", path);
      const { status, body, cors } = await send(url, { origin: APP });
      expect([status, body, cors]).toEqual([404, "", allowed()]);
      expect((await preflight(url, "PUT")).status).toBe(204);
    }
  });

  test("a wildcard takes whatever is below it", async () => {
    const { body, cors } = await send(await at("routed", "/wild/a/b"), { origin: "https://deep.example.com" });
    expect([body, cors]).toEqual(["wild", allowed("https://deep.example.com")]);
  });

  test("HEAD answers like GET, without the body", async () => {
    for (const path of ["/users/7", "/method", "/static", "/file"]) {
      const url = await at("routed", path);
      const [head, get] = [await send(url, { method: "HEAD", origin: APP }), await send(url, { origin: APP })];
      expect([head.status, head.body, head.cors]).toEqual([200, "", get.cors]);
      expect(head.all("content-length")).toEqual(get.all("content-length"));
      expect(head.all("vary")).toEqual(get.all("vary"));
    }
  });

  test("a page that is imported stays Bun's, in a route of its own and for one method", async () => {
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

  test("a directory stays Bun's: no other origin can read it", async () => {
    const { status, body, cors } = await send(await at("routed", "/public/file.txt"), { origin: APP });
    expect([status, body, cors]).toEqual([200, "from a directory\n", []]);
  });

  test("cookies come one by one, from headers and from Bun's own map", async () => {
    const { cors, all } = await send(await at("routed", "/cookies"), { origin: APP });
    expect(all("set-cookie")).toEqual(["a=1; Path=/", "b=2; Expires=Wed, 21 Oct 2037 07:28:00 GMT"]);
    expect(cors).toEqual(allowed());
    const map = await send(await at("routed", "/cookie-map"), { origin: APP });
    expect(map.all("set-cookie")).toEqual(["map=1; Path=/; SameSite=Lax"]);
    expect([map.body, map.cors]).toEqual(["set", allowed()]);
  });

  test("Vary is merged into what there is, and stays one line", async () => {
    const { cors, all } = await send(await at("routed", "/gzip"), { origin: APP });
    expect(all("vary")).toEqual(["accept-encoding, ORIGIN"]);
    expect([all("content-encoding"), cors]).toEqual([["gzip"], allowed()]);
  });

  test("a response that is fetched from elsewhere gets this policy's headers once", async () => {
    const { body, cors, all } = await send(await at("routed", "/proxied"), { origin: APP });
    expect([JSON.parse(body).id, cors, all("vary")]).toEqual(["9", allowed(), ["Origin"]]);
  });

  test("a route with a policy of its own is decided by the outer one", async () => {
    const url = await at("routed", "/wrapped-already");
    const ours = await send(url, { origin: APP });
    expect([ours.body, ours.cors, ours.all("vary")]).toEqual(["wrapped", allowed(), ["Origin"]]);
    expect((await send(url, { origin: "https://other.example" })).cors).toEqual([]);
  });

  test("an Origin that is malformed, doubled, null or long gets nothing, and reaches the handler", async () => {
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

  test("the observer of decisions gets the request and the server, for every kind of route", async () => {
    await decisions();
    await send(await at("routed", "/users/7"), { origin: APP });
    await send(await at("routed", "/static"), { origin: EVIL });
    await preflight(await at("routed", "/method"), "POST");
    await send(await at("routed", "/nowhere"));
    expect(await decisions()).toEqual(["actual true", "actual true", "preflight true", "not-cors true"]);
  });
}
