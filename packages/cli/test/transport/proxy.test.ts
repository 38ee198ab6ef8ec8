import { createServer } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { proxyFor } from "../../src/transport/proxy.ts";
import { runCli } from "../run-cli.ts";

const PROXY = "http://proxy.example:3128";

describe("The proxy of a URL", () => {
  test.each([
    ["http://api.example.com/", { HTTP_PROXY: PROXY }, true],
    ["https://api.example.com/", { HTTP_PROXY: PROXY }, false],
    ["https://api.example.com/", { https_proxy: PROXY }, true],
    ["https://api.example.com/", { ALL_PROXY: "proxy.example:3128" }, true],
    ["http://localhost:3000/", { HTTP_PROXY: PROXY }, false],
    ["https://api.example.com/", { HTTPS_PROXY: PROXY, NO_PROXY: "example.com" }, false],
    ["https://api.example.com/", { HTTPS_PROXY: PROXY, NO_PROXY: ".example.com, other" }, false],
    ["https://api.example.com/", { HTTPS_PROXY: PROXY, NO_PROXY: "*" }, false],
    ["https://api.example.com/", { HTTPS_PROXY: PROXY, NO_PROXY: "api.example.com:8443" }, true],
    ["https://myexample.com/", { HTTPS_PROXY: PROXY, NO_PROXY: "example.com" }, true],
    ["https://api.example.com/", {}, false],
  ])("%s with %o", (url, env, isProxied) => {
    expect(proxyFor(new URL(url), env)?.href).toBe(isProxied ? `${PROXY}/` : undefined);
  });

  test("that is not an HTTP proxy is refused", () => {
    expect(() => proxyFor(new URL("http://a.example/"), { HTTP_PROXY: "socks5://p:1" })).toThrow(
      'HTTP_PROXY: "socks5://p:1" is not the URL of an HTTP proxy',
    );
  });
});

describe("Requests through a proxy", () => {
  const stops: (() => void)[] = [];
  afterEach(() => {
    for (const stop of stops.splice(0)) stop();
  });

  /** A proxy that answers plain requests, and connects tunnels to `target`; both are noted. */
  async function startProxy(target: number | undefined): Promise<{ readonly url: string; readonly seen: string[] }> {
    const seen: string[] = [];
    const server = createServer(({ method, url, headers }, response) => {
      seen.push(`${method} ${url} ${headers["proxy-authorization"] ?? ""}`.trim());
      response.writeHead(200, { "Access-Control-Allow-Origin": "*", Via: "1.1 squid" }).end("[]");
    });
    server.on("connect", ({ url, headers }, socket: Socket) => {
      seen.push(`CONNECT ${url} ${headers["proxy-authorization"] ?? ""}`.trim());
      if (target === undefined) return void socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
      const upstream = connect(target, "127.0.0.1", () => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        socket.pipe(upstream).pipe(socket);
      });
      upstream.on("error", () => socket.destroy());
      socket.on("error", () => upstream.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    stops.push(() => void server.close().closeAllConnections());
    return { url: `http://user:pass@127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
  }

  const check = (url: string, env: Record<string, string>) =>
    runCli(["check", url, "--origin", "http://app.example.com", "--engine", "chromium", "--no-probes"], { env });

  test("of a URL with http are sent to it whole", async () => {
    const { url, seen } = await startProxy(undefined);
    const { status, stdout } = await check("http://api.example.com/users?a=1", { HTTP_PROXY: url });
    expect([status, seen]).toEqual([0, ["GET http://api.example.com/users?a=1 Basic dXNlcjpwYXNz"]]);
    expect(stdout).toContain("answered by squid");
  });

  test("of a URL with https go through a tunnel, and a refusal is one line", async () => {
    const { url, seen } = await startProxy(undefined);
    const { status, stderr } = await check("https://api.example.com/", { HTTPS_PROXY: url });
    expect([status, seen]).toEqual([2, ["CONNECT api.example.com:443 Basic dXNlcjpwYXNz"]]);
    expect(stderr).toContain(
      "rejects a connection to api.example.com:443 with status 403; check HTTPS_PROXY, or add the host to NO_PROXY",
    );
  });

  test("that is not there give one line", async () => {
    const { status, stderr } = await check("https://api.example.com/", { HTTPS_PROXY: "http://127.0.0.1:1" });
    expect(status).toBe(2);
    expect(stderr).toContain("The proxy 127.0.0.1:1 cannot be reached");
  });
});
