import { mkdtempSync, writeFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withCors } from "@fetch-cors/node";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterEach, describe, expect, test } from "vitest";
import schema from "../../schema/verify.json" with { type: "json" };
import type { Io } from "../../src/command.ts";
import { run } from "../../src/run.ts";
import { startNodeServer, type TestServer } from "./servers/node-server.ts";

const OPTIONS = { origin: ["https://app.example.com"], credentials: true, methods: ["GET", "PUT", "DELETE"] };
const policyFile = join(mkdtempSync(join(tmpdir(), "fetch-cors-verify-")), "cors.config.json");
writeFileSync(policyFile, JSON.stringify(OPTIONS));

const servers: TestServer[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.stop();
});

/** The lines of the requests that a server gets. */
async function start(listener: Listener) {
  const seen: string[] = [];
  const count = (request: { method: string; url: string; headers: object }, response: ServerResponse): void => {
    seen.push(`${request.method} ${JSON.stringify(request.headers)}`);
    listener(request, response);
  };
  const server = await startNodeServer(count);
  servers.push(server);
  return { url: server.url, seen };
}

type Listener = (request: { method: string; url: string }, response: ServerResponse) => void;

const sound = withCors(
  (_request: unknown, response: ServerResponse) => void response.end(),
  OPTIONS,
) as never as Listener;
const silent: Listener = (_request, response) => void response.end();

async function verify(args: readonly string[], changes: Partial<Io> = {}, policy = policyFile) {
  let [stdout, stderr] = ["", ""];
  const io: Io = {
    stdin: process.stdin,
    stdout: {
      write: (text: string) => {
        stdout += text;
      },
    },
    stderr: {
      write: (text: string) => {
        stderr += text;
      },
    },
    colors: false,
    interactive: false,
    width: 120,
    signal: new AbortController().signal,
    env: {},
    ...changes,
  };
  const status = await run(["verify", ...args, "--policy", policy], io);
  return { status, stdout, stderr };
}

describe("the exit status", () => {
  test("is 0 for a server that answers as the policy does", async () => {
    const { url } = await start(sound);
    const { status, stdout } = await verify([url, "--seed", "5", "--runs", "60"]);
    expect(stdout).toMatch(
      /^The server responds as the policy does \(\d+ requests from pages, \d+ requests to the server, seed 5\)\n$/,
    );
    expect(status).toBe(0);
  });

  test("is 1 for a difference", async () => {
    const { url } = await start(silent);
    const { status, stdout } = await verify([url, "--seed", "5", "--runs", "60"]);
    expect(status).toBe(1);
    expect(stdout).toContain(`  A page at https://app.example.com requests GET ${url}\n`);
    expect(stdout).toContain("  seen by  Chromium, Firefox and WebKit\n");
    expect(stdout).toContain(`    npx fetch-cors check ${url} --origin https://app.example.com --engine chromium\n`);
    expect(stdout).toContain(`    curl -i ${url} -H 'Origin: https://app.example.com'\n`);
  });

  test("is 2 for a server that does not answer, and for wrong usage", async () => {
    const dead = await verify(["http://127.0.0.1:9/"]);
    expect(dead).toMatchObject({ status: 2, stdout: "" });
    expect(dead.stderr).toContain("fetch-cors: http://127.0.0.1:9 cannot be reached");
    expect((await verify([])).stderr).toContain("There is no URL; write fetch-cors verify https://api.example.com/");
    expect((await verify(["https://"])).stderr).toContain('"https://" is not a URL');
    expect((await verify(["http://localhost/", "--runs", "many"])).stderr).toContain(
      '--runs: "many" is not a number from 1',
    );
    expect((await verify(["http://localhost/", "http://localhost:81/"])).stderr).toContain(
      "belong to different servers",
    );
    expect((await verify(["http://localhost/", "-H", "x"])).stderr).toContain('--header: "x" is not a header');
    expect((await verify(["http://localhost/", "--wrong"])).status).toBe(2);
  });
});

test("a seed repeats a run, request by request", async () => {
  const { url, seen } = await start(silent);
  const first = await verify([url, "--seed", "42", "--runs", "80", "--json"]);
  const requests = seen.splice(0);
  const second = await verify([url, "--seed", "42", "--runs", "80", "--json"]);
  expect(second.stdout).toBe(first.stdout);
  expect(seen).toEqual(requests);
  await verify([url, "--seed", "43", "--runs", "80", "--json"]);
  expect(seen.slice(requests.length)).not.toEqual(requests);
});

test("--json prints the report, which the schema describes", async () => {
  const { url } = await start(silent);
  const report = JSON.parse((await verify([url, "--runs", "60", "--seed", "1", "--json"])).stdout);
  expect(report).toMatchObject({
    version: 1,
    seed: 1,
    runs: expect.any(Number),
    requests: expect.any(Number),
    ended: null,
    failure: null,
  });
  const validate = new Ajv2020().compile(schema);
  expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
  expect(report.differences[0]).toMatchObject({
    kind: "blocks",
    cause: "missing-allow-origin",
    engines: ["chromium", "firefox", "webkit", "standard"],
    fromCache: false,
    request: { origin: "https://app.example.com", url, method: "GET", headers: [], credentials: "omit" },
    policy: "the page gets the response",
    change: `Send "Access-Control-Allow-Origin: https://app.example.com" in the response to GET ${url}, whatever its status`,
    curl: [`curl -i ${url} -H 'Origin: https://app.example.com'`],
  });
});

describe("the change for an allowed origin that the server denies", () => {
  const changesOf = async (denied: Readonly<Record<string, string>>, status: number) => {
    const { url } = await start((request, response) => {
      if (request.method === "OPTIONS") (response.writeHead(status, denied) as ServerResponse).end();
      else sound(request, response);
    });
    const { stdout } = await verify([url, "--seed", "5", "--runs", "60", "--json"]);
    return (JSON.parse(stdout).differences as { change: string }[]).map(({ change }) => change.replaceAll(url, "URL"));
  };
  const send =
    'Send "Access-Control-Allow-Origin: https://app.example.com" in the response to OPTIONS URL, with a status from 200 to 299 instead of 403';

  test("names the origin, not a firewall, if CORS code rejects the preflight", async () => {
    for (const change of await changesOf({ Vary: "Origin, Access-Control-Request-Method" }, 403))
      expect(change).toBe(send);
  });

  test("names both the origin and the status otherwise", async () => {
    const changes = await changesOf({}, 403);
    expect(changes.length).toBeGreaterThan(0);
    for (const change of changes) expect(change.startsWith(send)).toBe(true);
    expect(changes[0]).toBe(
      `${send}: the server does not allow the origin https://app.example.com, or a firewall, authentication or a CSRF check runs before CORS`,
    );
  });
});

test("a message with two lines is indented", async () => {
  const { url } = await start((request, response) => {
    if (request.method === "OPTIONS") response.writeHead(500).end();
    else sound(request, response);
  });
  const { stdout } = await verify([url, "--seed", "5", "--runs", "60"]);
  expect(stdout).toContain("due to access control checks");
  const indented = /^(?:$|✗| {2}|\d+ differences?|Notes )/;
  expect(stdout.split("\n").filter((line) => !indented.test(line))).toEqual([]);
});

describe("the note about a preflight that lists only requested names", () => {
  const notesOf = async (headers: (names: string, method: string) => Readonly<Record<string, string>>) => {
    const { url } = await start((request, response) => {
      const { headers: sent } = request as unknown as { headers: Record<string, string> };
      if (request.method === "OPTIONS" && sent["origin"] === "https://app.example.com") {
        const [names = "", method = ""] = [
          sent["access-control-request-headers"],
          sent["access-control-request-method"],
        ];
        const allowed = {
          "Access-Control-Allow-Origin": "https://app.example.com",
          "Access-Control-Allow-Credentials": "true",
          "Access-Control-Max-Age": "600",
          Vary: "Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
        };
        response.writeHead(204, { ...allowed, ...headers(names, method) }).end();
      } else sound(request, response);
    });
    const policy = join(mkdtempSync(join(tmpdir(), "fetch-cors-verify-")), "cors.config.json");
    writeFileSync(policy, JSON.stringify({ ...OPTIONS, allowedHeaders: ["X-One", "X-Two"] }));
    const { stdout } = await verify([url, "--seed", "5", "--runs", "120", "--json"], {}, policy);
    const report = JSON.parse(stdout);
    const validate = new Ajv2020().compile(schema);
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
    return (report.notes as { code: string; text: string }[])
      .filter(({ code }) => code.startsWith("repeated-"))
      .map(({ text }) => text);
  };
  const ofMethods =
    "Access-Control-Allow-Methods in the response to a preflight lists only the requested method, so each new method needs another preflight";
  const ofHeaders =
    "Access-Control-Allow-Headers in the response to a preflight lists only the requested headers, so each new header needs another preflight";
  const methods = { "Access-Control-Allow-Methods": "GET, PUT, DELETE" };
  const names = { "Access-Control-Allow-Headers": "X-One, X-Two" };

  test("names only the list that is narrow", async () => {
    expect(
      await notesOf((requested) => ({ ...methods, ...(requested && { "Access-Control-Allow-Headers": requested }) })),
    ).toEqual([ofHeaders]);
    expect(await notesOf((_, requested) => ({ ...names, "Access-Control-Allow-Methods": requested }))).toEqual([
      ofMethods,
    ]);
    expect(await notesOf(() => ({ ...names, ...methods }))).toEqual([]);
    // Every server allows the three safelisted methods.
    expect(await notesOf(() => ({ ...names, "Access-Control-Allow-Methods": "PUT, DELETE" }))).toEqual([]);
  });
});

describe("beyond this machine", () => {
  const behind = (url: string): readonly string[] => {
    const { port } = new URL(url);
    return [`http://api.example.com:${port}/users`, "--resolve", `api.example.com:${port}:127.0.0.1`, "--rate", "5000"];
  };

  test("nothing is sent without --yes if nobody can be asked", async () => {
    const { url, seen } = await start(sound);
    const { status, stderr } = await verify(behind(url));
    expect(stderr).toContain("pass --yes to send about 600 requests");
    expect([status, seen.length]).toEqual([2, 0]);
  });

  test("only GET, HEAD and OPTIONS are sent without --send", async () => {
    const { url, seen } = await start(sound);
    expect((await verify([...behind(url), "--yes", "--runs", "120"])).status).toBe(0);
    const methods = (): ReadonlySet<string> => new Set(seen.splice(0).map((line) => line.split(" ")[0] as string));
    expect(methods()).toEqual(new Set(["GET", "HEAD", "OPTIONS"]));
    await verify([...behind(url), "--yes", "--send", "--runs", "120"]);
    expect(methods()).toContain("DELETE");
  });

  test("a preflight is still compared for methods that are not sent", async () => {
    const { url, seen } = await start(withCors(silent as never, { ...OPTIONS, methods: ["GET", "PUT"] }) as never);
    const { status, stdout } = await verify([...behind(url), "--yes", "--runs", "120"]);
    expect(status).toBe(1);
    expect(stdout).toContain("Method DELETE is not allowed by Access-Control-Allow-Methods");
    expect(seen.some((line) => line.startsWith("DELETE"))).toBe(false);
  });

  test("--rate limits the requests per second", async () => {
    const { url, seen } = await start(sound);
    const started = performance.now();
    await verify([...behind(url), "--yes", "--runs", "10", "--rate", "40"]);
    expect(performance.now() - started).toBeGreaterThan((1000 * (seen.length - 1)) / 40);
  });
});

test("the user's own headers are sent except on preflights, and are redacted", async () => {
  const { url, seen } = await start(silent);
  const { stdout } = await verify([
    url,
    "--runs",
    "60",
    "-H",
    "Authorization: Bearer s3cret",
    "-H",
    "Cookie: sid=s3cret",
  ]);
  const isPreflight = (line: string): boolean => line.includes("access-control-request-method");
  expect(seen.filter((line) => !isPreflight(line)).every((line) => line.includes("Bearer s3cret"))).toBe(true);
  expect(seen.filter(isPreflight).some((line) => line.includes("s3cret"))).toBe(false);
  expect(stdout).not.toContain("s3cret");
  expect(stdout).toContain("-H 'Authorization: Bearer [redacted]'");
});

test("Ctrl-C prints what was found until then", async () => {
  const controller = new AbortController();
  const { url } = await start(silent);
  let written = "";
  const stderr = {
    write: (text: string): void => {
      written += text;
      if (/[1-9] difference/.test(text)) controller.abort();
    },
  };
  const { stdout } = await verify([url, "--runs", "5000"], { signal: controller.signal, interactive: true, stderr });
  expect(written).toMatch(/\d+\/5000 requests from pages/);
  expect(stdout).toMatch(/^Interrupted; [1-9] differences? until then \(\d{1,3} requests from pages/m);
  expect(stdout).toContain("curl -i");
});

test("a server that never answers a preflight is no hang", async () => {
  const { url } = await start((request, response) => {
    if (request.method !== "OPTIONS") sound(request, response);
  });
  const { status, stdout } = await verify([url, "--timeout", "0.2", "--seed", "1"]);
  expect(status).toBe(1);
  expect(stdout).toContain(`Respond to OPTIONS ${url}; currently`);
  expect(stdout).toContain("The server stopped responding; 1 difference until then");
});

test("a 429 with Retry-After is waited for", async () => {
  let refusals = 3;
  const { url } = await start((request, response) => {
    refusals -= 1;
    if (refusals >= 0) response.writeHead(429, { "Retry-After": "0" }).end();
    else sound(request, response);
  });
  expect((await verify([url, "--runs", "40"])).status).toBe(0);
});

describe("a predicate", () => {
  const fileOf = (source: string): string => {
    const file = join(mkdtempSync(join(tmpdir(), "fetch-cors-verify-")), "cors.config.mjs");
    writeFileSync(file, `export default { origin: ${source} };`);
    return file;
  };

  test("is called for each origin that is drawn, and for those of --origin", async () => {
    const { url } = await start(silent);
    const policy = fileOf('(origin) => origin === "https://tenant-7.example"');
    const without = await verify([url, "--runs", "60"], {}, policy);
    expect(without.stderr).toContain(
      "The policy allows none of the origins that are tried; pass an allowed one with --origin",
    );
    const { status, stdout } = await verify([url, "--runs", "60", "--origin", "https://tenant-7.example"], {}, policy);
    expect(stdout).toContain(`A page at https://tenant-7.example requests GET ${url}`);
    expect([without.status, status]).toEqual([2, 1]);
  });

  test("that throws is named with the origin", async () => {
    const { url } = await start(silent);
    const policy = fileOf('(origin) => { if (origin === "file://") throw new Error("no database"); return false; }');
    const { status, stderr } = await verify([url], {}, policy);
    expect(stderr).toContain("The policy throws for the origin file://: no database");
    expect(status).toBe(2);
  });
});

test("several URLs of one server are verified", async () => {
  const { url } = await start((request, response) => {
    if (request.url === "/orders") response.end();
    else sound(request, response);
  });
  const orders = url.replace("/users", "/orders");
  expect((await verify([url, "--runs", "60"])).status).toBe(0);
  expect((await verify([url, orders, "--runs", "60"])).stdout).toContain(`requests GET ${orders}`);
});

test("--only-url leaves out the resource that does not exist", async () => {
  const { url } = await start((request, response) => {
    if (request.url === "/users") sound(request, response);
    else response.end();
  });
  expect((await verify([url, "--runs", "60"])).stdout).toContain("/users/fetch-cors-missing-");
  expect((await verify([url, "--runs", "60", "--only-url"])).status).toBe(0);
});
