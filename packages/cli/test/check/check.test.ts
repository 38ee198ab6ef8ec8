/** The whole command `check` against servers on the loopback address. */
import { createServer, type RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { CheckReport } from "../../src/check/report.ts";
import { runCli } from "../run-cli.ts";
import { answer, check, ORIGIN, report, serve, stops } from "./servers.ts";

const allow = { "Access-Control-Allow-Origin": ORIGIN, Vary: "Origin" };

describe("The exit status", () => {
  test("is 0 if every engine shares the response, and 1 if one blocks it", async () => {
    const { url } = await serve(answer(allow));
    expect((await check(url)).status).toBe(0);
    expect((await check(url, "-X", "DELETE")).status).toBe(1);
  });

  test.each([
    [["check"], "check needs a URL, --curl or --har"],
    [["check", "http://localhost/"], "check needs the origin of the page"],
    [["check", "http://localhost/", "--origin", "app.example.com"], '"app.example.com" is not an origin'],
    [["check", "ftp://localhost/", "--origin", ORIGIN], "is not an http or https URL"],
    [["check", "http://", "--origin", ORIGIN], "is not a URL"],
    [["check", "http://a:b@localhost/", "--origin", ORIGIN], "a user name or a password"],
    [["check", "a", "b", "--origin", ORIGIN], "check accepts one URL"],
    [
      ["check", "http://localhost/", "--origin", ORIGIN, "--engine", "opera"],
      '"opera" is unknown; write chromium, firefox, webkit, standard',
    ],
    [["check", "http://localhost/", "--origin", ORIGIN, "--fix", "iis"], '"iis" is unknown; write nginx'],
    [["check", "http://localhost/", "--origin", ORIGIN, "--timeout", "soon"], "is not a number of seconds"],
    [["check", "http://localhost/", "--origin", ORIGIN, "--resolve", "x"], "is not host:port:address"],
    [["check", "http://localhost/", "--origin", ORIGIN, "-H", "x"], 'is not a header; write "Name: value"'],
    [["check", "http://localhost/", "--origin", ORIGIN, "-X", "GET", "-d", "a"], "A page cannot send a body with GET"],
    [["check", "http://localhost/", "--origin", ORIGIN, "-d", "@/nowhere"], "the file /nowhere cannot be read"],
    [["check", "http://localhost/", "--unknown"], "Unknown option '--unknown'"],
    [["check", "--har", "/nowhere.har"], "The file /nowhere.har cannot be read"],
    [["chekc"], 'There is no command "chekc"; write check'],
  ])("is 2 for %o", async (args, message) => {
    const { status, stdout, stderr } = await runCli(args);
    expect([status, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/^fetch-cors: .*\nSee fetch-cors (?:check )?--help\n$/);
  });
});

describe("The report", () => {
  test("shows a request of every engine once, although all of them judge it", async () => {
    const { url, requests } = await serve(answer({ ...allow, "Access-Control-Allow-Methods": "DELETE" }));
    const { exchanges, verdicts } = await report(url, "-X", "DELETE", "--no-probes");
    expect(requests.map(({ method }) => method)).toEqual(["OPTIONS", "DELETE"]);
    expect(exchanges.map(({ verdicts: each }) => each)).toEqual([
      { chromium: "allowed", firefox: "allowed", webkit: "allowed" },
      { chromium: "shared", firefox: "shared", webkit: "shared" },
    ]);
    expect(verdicts.map(({ engine, verdict, status }) => [engine, verdict, status])).toEqual([
      ["chromium", "shared", 200],
      ["firefox", "shared", 200],
      ["webkit", "shared", 200],
    ]);
  });

  test("marks the headers that have no effect, and names the programs that answered", async () => {
    const { url } = await serve(
      answer({
        ...allow,
        "Access-Control-Allow-Methods": "PUT",
        Server: "nginx",
        Via: "1.1 varnish (Varnish/7.1)",
        "CF-Ray": "1",
      }),
    );
    const [exchange] = (await report(url)).exchanges;
    expect(
      exchange?.response?.headers.filter(({ role }) => role !== "other").map(({ name, role }) => [name, role]),
    ).toEqual([
      ["Access-Control-Allow-Origin", "cors"],
      ["Vary", "cors"],
      ["Access-Control-Allow-Methods", "ignored"],
    ]);
    expect(exchange?.response?.answeredBy.programs).toEqual(["nginx", "Varnish/7.1", "Cloudflare"]);
  });

  test("never shows a secret", async () => {
    const { url, requests } = await serve(
      answer({
        ...allow,
        "Access-Control-Allow-Credentials": "true",
        "Access-Control-Allow-Headers": "authorization",
        "Set-Cookie": "sid=s3cret",
      }),
    );
    const args = ["-H", "Authorization: Bearer s3cret", "-H", "Cookie: sid=s3cret"];
    const outputs = await Promise.all([
      check(url, ...args),
      check(url, "--json", ...args),
      check(url, "--verbose", ...args),
    ]);
    expect(
      requests.some(({ headers }) => headers.cookie === "sid=s3cret" && headers.authorization === "Bearer s3cret"),
    ).toBe(true);
    for (const { status, stdout } of outputs) {
      expect(status).toBe(0);
      expect(stdout).not.toContain("s3cret");
    }
  });

  test("of several origins ends with a table", async () => {
    const { url } = await serve(answer(allow));
    const { status, stdout } = await check(url, "--origin", "http://other.example", "--engine", "chromium");
    expect(status).toBe(1);
    expect(
      stdout
        .trimEnd()
        .split("\n")
        .slice(-3)
        .map((line) => line.trim().split(/ {2,}/)),
    ).toEqual([["chromium"], [ORIGIN, "shared"], ["http://other.example", "blocked"]]);
  });

  test("of several origins prints each note once", async () => {
    const { url } = await serve(answer({ "Access-Control-Allow-Origin": "*", "X-Request-Id": "7" }));
    const origins = ["--origin", "https://one.example", "--origin", "https://two.example"];
    const { stdout } = await runCli(["check", url, ...origins]);
    const words = stdout.replace(/\s+/g, " ");
    expect(words.split("Chromium asks the user before it sends the request").length - 1).toBe(1);
    expect(words.split("The page cannot read X-Request-Id").length - 1).toBe(1);
    const { checks } = JSON.parse((await runCli(["check", url, ...origins, "--json"])).stdout);
    expect(checks[1].notes).toEqual(checks[0].notes);
  });

  test("distinguishes the response to OPTIONS from others only if there is a preflight", async () => {
    const { url } = await serve(answer({}));
    expect((await check(url)).stdout).toContain("  on every response, including errors:");
    expect((await check(url, "-X", "PUT")).stdout).toContain("  on every other response, including errors:");
  });

  test("keeps control characters of a server away from the terminal", async () => {
    const { url } = await serve(
      (_request, response) => void response.writeHead(200, { ...allow, Server: "\u009b31mevil" }).end(),
    );
    expect((await check(url, "--verbose")).stdout).not.toContain("\u009b");
  });
});

describe("The fix", () => {
  test("is a policy, header lines, and with --fix configuration", async () => {
    const { url } = await serve(answer({}));
    const { fix } = await report(url, "-X", "PURGE", "-H", "X-Token: 1", "--credentials", "--fix", "nginx");
    expect(fix?.policy).toEqual({
      origin: [ORIGIN],
      credentials: true,
      methods: ["GET", "HEAD", "POST", "PURGE"],
      allowedHeaders: ["X-Token"],
    });
    expect(fix?.preflightHeaders).toContainEqual(["Access-Control-Allow-Headers", "X-Token"]);
    expect(fix?.headers).toContainEqual(["Access-Control-Allow-Credentials", "true"]);
    expect(fix?.configuration).toMatchObject({
      server: "nginx",
      parts: [{ file: "cors-http.conf" }, { file: "cors-server.conf" }, { file: "cors-location.conf" }],
    });
  });

  test("of an insecure origin with credentials says that it is dangerous", async () => {
    const { url } = await serve(answer({}));
    const { stdout } = await runCli(["check", url, "--origin", "http://app.example.com", "--credentials", "--json"]);
    expect(JSON.parse(stdout).checks[0].fix.policy).toMatchObject({ dangerouslyAllowInsecureOrigins: true });
  });

  test("does not exist for an opaque origin with credentials, and for a redirect of a preflight", async () => {
    const { url } = await serve(answer({ Location: "/elsewhere" }, 302));
    const opaque = JSON.parse((await runCli(["check", url, "--origin", "null", "--credentials", "--json"])).stdout);
    expect(opaque.checks[0].fix).toBeNull();
    const redirected = await serve(answer({ ...allow, Location: "/elsewhere" }, 302));
    expect((await report(redirected.url, "-X", "PUT")).fix).toBeNull();
  });
});

describe("A request that may change data", () => {
  // The address of this machine that is not a loopback address would need a network; a name of another host does not.
  const remote = async (listener: RequestListener, ...args: readonly string[]) => {
    const { url, requests } = await serve(listener);
    const { port } = new URL(url);
    const options = [
      "--origin",
      "http://app.example.com",
      "--resolve",
      `api.example.com:${port}:127.0.0.1`,
      "--engine",
      "chromium",
      "--json",
    ];
    const result = await runCli(["check", `http://api.example.com:${port}/`, ...options, ...args]);
    return { ...result, methods: requests.map(({ method }) => method) };
  };
  const allowAll = answer({ "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "DELETE" });

  test("is not sent to another machine: the preflight alone is judged", async () => {
    const { status, stdout, methods } = await remote(allowAll, "-X", "DELETE");
    const [{ verdicts, notes }] = JSON.parse(stdout).checks;
    expect([status, verdicts[0].verdict]).toEqual([0, "preflight-allowed"]);
    expect(notes.map(({ code }: { code: string }) => code)).toContain("not-sent");
    expect(methods).not.toContain("DELETE");
    expect(methods).not.toContain("SEARCH");
  });

  test("is blocked by its preflight all the same", async () => {
    const { status, methods } = await remote(answer({}), "-X", "DELETE");
    expect(status).toBe(1);
    expect(methods).not.toContain("DELETE");
  });

  test("is sent with --send", async () => {
    const { status, methods } = await remote(allowAll, "-X", "DELETE", "--send");
    expect(status).toBe(0);
    expect(methods).toContain("DELETE");
  });
});

describe("The notes", () => {
  test("name mixed content, and send nothing", async () => {
    const { url, requests } = await serve(answer(allow));
    const { port } = new URL(url);
    const { status, stdout } = await runCli([
      "check",
      `http://api.example.com:${port}/`,
      "--origin",
      "https://app.example.com",
      "--resolve",
      `api.example.com:${port}:127.0.0.1`,
    ]);
    expect(status).toBe(1);
    expect(stdout).toContain("Mixed Content: The page at 'https://app.example.com/' was loaded over HTTPS");
    expect(requests).toEqual([]);
  });

  test("name headers that the page cannot read", async () => {
    const { url } = await serve(
      answer({
        ...allow,
        "X-Request-Id": "7",
        "X-Powered-By": "Express",
        Server: "nginx",
        ETag: '"1"',
        "Access-Control-Expose-Headers": "ETag",
      }),
    );
    const { notes } = await report(url);
    const note = notes.find(({ code }) => code === "unreadable-headers");
    expect(note?.fix).toBe('List the headers that it needs: "Access-Control-Expose-Headers: X-Request-Id"');
    expect(note?.text).toBe("The page cannot read X-Request-Id");
  });

  test("name what each engine does with a cookie", async () => {
    const { url } = await serve(
      answer({ ...allow, "Access-Control-Allow-Credentials": "true", "Set-Cookie": "sid=1; Secure" }),
    );
    const text = (notes: CheckReport["notes"]) => notes.find(({ code }) => code === "set-cookie")?.text;
    expect(text((await report(url, "--credentials")).notes)).toBe(
      "The cookie sid: Chromium and Firefox store it; WebKit ignores it, because it is Secure, but the URL is not https",
    );
    expect(text((await report(url)).notes)).toContain(
      'Chromium, Firefox and WebKit ignore it, because the page does not send credentials: "include"',
    );
  });

  test("name how long a preflight is cached", async () => {
    const methods = { ...allow, "Access-Control-Allow-Methods": "PUT" };
    const long = await serve(answer({ ...methods, "Access-Control-Max-Age": "86400" }));
    expect((await report(long.url, "-X", "PUT")).notes.find(({ code }) => code === "max-age")?.text).toContain(
      "7200 seconds by Chromium, 86400 seconds by Firefox and 600 seconds by WebKit",
    );
    const none = await serve(answer(methods));
    expect((await report(none.url, "-X", "PUT")).codes).toContain("no-max-age");
  });

  test("name a missing Vary, with and without Origin", async () => {
    const echo = await serve(
      ({ headers }, response) =>
        void response.writeHead(200, headers.origin ? { "Access-Control-Allow-Origin": headers.origin } : {}).end(),
    );
    const { codes } = await report(echo.url);
    expect(codes).toEqual(expect.arrayContaining(["missing-vary", "vary-without-origin", "echoes-every-origin"]));
    const sound = await serve(
      ({ headers }, response) =>
        void response
          .writeHead(200, {
            Vary: "Origin",
            ...(headers.origin === ORIGIN && { "Access-Control-Allow-Origin": ORIGIN }),
          })
          .end(),
    );
    expect((await report(sound.url)).codes).toEqual([]);
  });

  test("name errors that the page cannot read", async () => {
    const { url } = await serve(({ url: path, method }, response) => {
      const isFound = path === "/" && method !== "SEARCH";
      response.writeHead(isFound ? 200 : path === "/" ? 405 : 404, isFound ? allow : {}).end();
    });
    const { notes } = await report(url);
    expect(notes.find(({ code }) => code === "error-without-headers")?.text).toContain(
      "404 for GET /fetch-cors-missing and 405 for SEARCH /",
    );
  });

  test("name a header that two programs set, and programs that share a URL", async () => {
    const { url } = await serve(({ method }, response) => {
      const lines = [
        "Access-Control-Allow-Origin",
        ORIGIN,
        "Access-Control-Allow-Methods",
        "PUT",
        "Server",
        method === "OPTIONS" ? "nginx" : "express",
      ];
      response
        .writeHead(200, [
          ...lines,
          "Access-Control-Allow-Credentials",
          "true",
          "Access-Control-Allow-Credentials",
          "true",
        ])
        .end();
    });
    const { codes } = await report(url, "-X", "PUT");
    expect(codes).toEqual(expect.arrayContaining(["duplicate-header", "different-programs"]));
  });

  test("name the permission that Chromium asks for, and a URL of the page's own origin", async () => {
    const { url } = await serve(answer({ "Access-Control-Allow-Origin": "*" }));
    const codesFor = async (origin: string) => {
      const { stdout } = await runCli(["check", url, "--origin", origin, "--json"]);
      return JSON.parse(stdout).checks[0].notes as CheckReport["notes"];
    };
    expect(
      (await codesFor("https://app.example.com")).find(({ code }) => code === "local-network-access")?.text,
    ).toContain("Chromium asks the user");
    expect(
      (await codesFor("http://app.example.com")).find(({ code }) => code === "local-network-access")?.text,
    ).toContain("Chromium blocks requests from a page without https");
    expect((await codesFor(ORIGIN)).map(({ code }) => code)).not.toContain("local-network-access");
    expect((await codesFor(url)).map(({ code }) => code)).toContain("same-origin");
  });

  test("name what only the tolerance of browsers lets through", async () => {
    const { url } = await serve(answer({ ...allow, "Access-Control-Allow-Headers": "*" }));
    const { codes, verdicts } = await report(url, "-H", "Authorization: x");
    expect(verdicts.map(({ verdict }) => verdict)).toEqual(["shared", "shared", "shared"]);
    expect(codes).toContain("stricter-standard");
  });
});

describe("The input", () => {
  test("is a curl command on standard input", async () => {
    const { url, requests } = await serve(answer({ ...allow, "Access-Control-Allow-Methods": "PUT" }));
    const stdin = `curl '${url}/users' -X PUT -H 'Origin: ${ORIGIN}' -H 'User-Agent: x' --data-raw 'a=1'`;
    const { status, stderr } = await runCli(["check", "-", "--no-probes"], { stdin });
    expect([status, stderr]).toEqual([0, ""]);
    expect(requests.map(({ method, url: path }) => `${method} ${path}`)).toEqual(["OPTIONS /users", "PUT /users"]);
  });

  test("is a HAR file on standard input", async () => {
    const { url } = await serve(answer(allow));
    const request = { method: "GET", url: `${url}/`, headers: [{ name: "Origin", value: ORIGIN }] };
    const stdin = JSON.stringify({ log: { entries: [{ _resourceType: "fetch", request }] } });
    expect((await runCli(["check", "-", "--json"], { stdin })).status).toBe(0);
    expect((await runCli(["check", "--har", "-", "--json"], { stdin })).status).toBe(0);
  });

  test("is a form", async () => {
    let body = "";
    const { url } = await serve(async (request, response) => {
      for await (const chunk of request) body += chunk;
      response.writeHead(200, allow).end();
    });
    expect((await check(url, "-F", "name=Ada", "-F", "file=@package.json;type=text/plain", "--no-probes")).status).toBe(
      0,
    );
    expect(body).toContain('form-data; name="name"\r\n\r\nAda\r\n');
    expect(body).toContain('name="file"; filename="package.json"\r\nContent-Type: text/plain\r\n\r\n{');
  });

  test("reaches a Unix socket", async () => {
    const path = join(tmpdir(), `fetch-cors-${process.pid}.sock`);
    const server = createServer(answer(allow)).listen(path);
    stops.push(() => void server.close());
    await new Promise((resolve) => server.once("listening", resolve));
    expect((await check("http://localhost/", "--unix-socket", path)).status).toBe(0);
  });
});
