/** Servers that do not answer as HTTP wants: one clear line each, and never a hang. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer, type OutgoingHttpHeaders, type RequestListener } from "node:http";
import { createSecureServer } from "node:http2";
import { createServer as createHttpsServer } from "node:https";
import { type AddressInfo, createServer as createTcpServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { type CliResult, runCli } from "./run-cli.ts";

const ORIGIN = "https://app.example.com";
const stops: (() => void)[] = [];
let tls: { readonly key: Buffer; readonly cert: Buffer };

beforeAll(() => {
  const directory = mkdtempSync(join(tmpdir(), "fetch-cors-cli-"));
  const [key, cert] = ["key.pem", "cert.pem"].map((name) => join(directory, name)) as [string, string];
  const args = [
    "req",
    "-x509",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-keyout",
    key,
    "-out",
    cert,
    "-days",
    "2",
    "-subj",
    "/CN=localhost",
  ];
  execFileSync("openssl", args, { stdio: "ignore" });
  tls = { key: readFileSync(key), cert: readFileSync(cert) };
  rmSync(directory, { recursive: true });
});

afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  stops.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  return (server.address() as AddressInfo).port;
}

const http = (listener: RequestListener): Promise<number> => listen(createServer(listener));

/** A server that writes bytes as soon as a client sends something. */
const tcp = (write: (socket: Socket) => void): Promise<number> =>
  listen(createTcpServer((socket) => socket.once("data", () => write(socket))));

/** Checks `url`, and how long it takes in milliseconds. */
async function check(url: string, ...args: readonly string[]): Promise<CliResult & { readonly time: number }> {
  const start = performance.now();
  const result = await runCli(["check", url, "--origin", ORIGIN, "--engine", "chromium", ...args]);
  return { ...result, time: performance.now() - start };
}

/** The one line that the user gets. */
const lineOf = ({ status, stdout, stderr }: CliResult): string => {
  expect(stdout).toBe("");
  expect(status).toBe(2);
  expect(stderr.trim().split("\n")).toHaveLength(1);
  return stderr.trim();
};

const allow = { "Access-Control-Allow-Origin": ORIGIN };

describe("A server that is not there", () => {
  test("because nothing listens", async () => {
    const port = await http(() => {});
    stops.pop()?.();
    expect(lineOf(await check(`http://localhost:${port}/`))).toBe(
      `fetch-cors: http://localhost:${port} cannot be reached: the connection is refused; check that the server is running and listens on this port`,
    );
  });

  test("because its name does not resolve", async () => {
    expect(lineOf(await check("https://nowhere.invalid/"))).toMatch(/its host name does not resolve/);
  });
});

describe("A silent server", () => {
  test("is left after the timeout", async () => {
    const port = await tcp(() => {});
    const result = await check(`http://localhost:${port}/`, "--timeout", "0.5");
    expect(lineOf(result)).toBe(
      `fetch-cors: http://localhost:${port} does not respond within 0.5 seconds; pass --timeout to wait longer`,
    );
    expect(result.time).toBeLessThan(3000);
  });

  test("is left after the timeout when it does not even answer the handshake of TLS", async () => {
    const port = await tcp(() => {});
    expect(lineOf(await check(`https://localhost:${port}/`, "--timeout", "0.5"))).toMatch(
      /does not respond within 0.5 seconds/,
    );
  });

  test("that stops in the middle of its headers is left after the timeout", async () => {
    const port = await tcp((socket) => socket.write("HTTP/1.1 200 OK\r\nX-A: 1\r\n"));
    expect(lineOf(await check(`http://localhost:${port}/`, "--timeout", "0.5"))).toMatch(
      /does not respond within 0.5 seconds/,
    );
  });
});

describe("A response that browsers refuse", () => {
  test("with 5 MB of headers is refused after 256 KiB", async () => {
    const port = await tcp((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n");
      for (let index = 0; index < 5000; index += 1) socket.write(`X-${index}: ${"a".repeat(1000)}\r\n`);
      socket.end("\r\n");
    });
    expect(lineOf(await check(`http://localhost:${port}/`))).toMatch(
      /the server sends more than 256 KiB of headers, which browsers reject$/,
    );
  });

  test("with binary data instead of HTTP is named", async () => {
    const port = await tcp((socket) =>
      socket.end(Buffer.from(Array.from({ length: 4096 }, (_, index) => index % 256))),
    );
    expect(lineOf(await check(`http://localhost:${port}/`))).toMatch(/cannot be reached: the response is not HTTP/);
  });

  test("that ends before its headers is named", async () => {
    const port = await tcp((socket) => socket.end());
    expect(lineOf(await check(`http://localhost:${port}/`))).toMatch(
      /closes the connection before the response is complete/,
    );
  });

  test("of a port that speaks TLS to http, and of one that does not to https, is named", async () => {
    const secure = await listen(createHttpsServer(tls, () => {}));
    const plain = await http((_request, response) => response.end());
    expect(lineOf(await check(`http://localhost:${secure}/`))).toMatch(/before the response is complete|not HTTP/);
    expect(lineOf(await check(`https://localhost:${plain}/`))).toMatch(/TLS fails; check that the port speaks https/);
  });
});

describe("A certificate that browsers refuse", () => {
  test("is named, and --insecure continues", async () => {
    const port = await listen(createHttpsServer(tls, (_request, response) => response.writeHead(200, allow).end("[]")));
    const url = `https://localhost:${port}/`;
    expect(lineOf(await check(url))).toBe(
      `fetch-cors: https://localhost:${port} cannot be reached: its certificate is self-signed, and browsers reject it; pass --insecure to continue`,
    );
    expect(await check(url, "--insecure")).toMatchObject({ status: 0, stderr: "" });
  });
});

describe("A body", () => {
  test("without an end is not waited for", async () => {
    const port = await http((_request, response) => {
      response.writeHead(200, { ...allow, "Content-Type": "text/event-stream" });
      const timer = setInterval(() => response.write("data: 1\n\n"), 20);
      response.on("close", () => clearInterval(timer));
    });
    const result = await check(`http://localhost:${port}/`, "--no-probes");
    expect(result).toMatchObject({ status: 0, stderr: "" });
    expect(result.time).toBeLessThan(4000);
  });

  test("without an end and without a pause is not read to the end", async () => {
    const port = await http((_request, response) => {
      response.writeHead(200, allow);
      const chunk = Buffer.alloc(64 * 1024);
      const write = (): void => void (response.write(chunk) ? setImmediate(write) : response.once("drain", write));
      write();
    });
    expect(await check(`http://localhost:${port}/`, "--no-probes")).toMatchObject({ status: 0, stderr: "" });
  });

  test("of binary data does not matter", async () => {
    const port = await http((_request, response) =>
      response.writeHead(200, { ...allow, "Content-Encoding": "gzip" }).end(Buffer.alloc(9, 0xff)),
    );
    expect(await check(`http://localhost:${port}/`)).toMatchObject({ status: 0, stderr: "" });
  });

  test("that breaks off does not matter, because the headers decide", async () => {
    const port = await tcp((socket) =>
      socket.end(`HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nContent-Length: 100\r\n\r\nabc`),
    );
    expect(await check(`http://localhost:${port}/`, "--no-probes")).toMatchObject({ status: 0, stderr: "" });
  });
});

describe("Redirects", () => {
  const chain = (last: number): Promise<number> =>
    http(({ url = "" }, response) => {
      const hop = Number(url.slice(1));
      response.writeHead(hop < last ? 302 : 200, { ...allow, ...(hop < last && { Location: `/${hop + 1}` }) }).end();
    });

  test("ten of them are followed, and each is shown", async () => {
    const { status, stdout } = await check(`http://localhost:${await chain(10)}/0`, "--no-probes");
    expect(status).toBe(0);
    expect(stdout.match(/= redirected/g)).toHaveLength(10);
  });

  test("without an end are blocked after 20", async () => {
    const { status, stdout } = await check(`http://localhost:${await chain(1000)}/0`, "--no-probes");
    expect(status).toBe(1);
    expect(stdout).toContain("There are too many redirects: browsers follow at most 20");
  });

  test("to a server that is not there show the way to it, and its line", async () => {
    const port = await http((_request, response) =>
      response.writeHead(302, { ...allow, Location: "http://localhost:1234/" }).end(),
    );
    const { status, stdout } = await check(`http://localhost:${port}/`, "--no-probes");
    expect(status).toBe(2);
    expect(stdout).toContain("http://localhost:1234 cannot be reached: the connection is refused");
  });
});

describe("HTTP/2", () => {
  test("is spoken, and keeps each header line", async () => {
    const server = createSecureServer(tls, (_request, response) => {
      const lines: Record<string, string[]> = {
        "access-control-allow-origin": [ORIGIN, "*"],
        "set-cookie": ["a=1", "b=2"],
      };
      response.stream.respond({ ":status": 200, ...lines } as OutgoingHttpHeaders);
      response.stream.end("[]");
    });
    const { status, stdout } = await check(`https://localhost:${await listen(server)}/`, "--insecure", "--no-probes");
    expect(status).toBe(1);
    expect(stdout).toContain("HTTP/2");
    expect(stdout).toContain("The server responds to the request with 2 Access-Control-Allow-Origin lines");
    expect(stdout.match(/Set-Cookie: [ab]=\[redacted\]/gi)).toHaveLength(2);
  });

  test("is not spoken with --http1.1", async () => {
    const server = createSecureServer({ ...tls, allowHTTP1: true }, (_request, response) =>
      response.writeHead(200, allow).end("[]"),
    );
    const { stdout } = await check(
      `https://localhost:${await listen(server)}/`,
      "--insecure",
      "--http1.1",
      "--no-probes",
    );
    expect(stdout).toContain("HTTP/1.1");
  });

  test("that is broken off is named", async () => {
    const server = createSecureServer(tls, (request) => request.stream.session?.destroy());
    expect(lineOf(await check(`https://localhost:${await listen(server)}/`, "--insecure"))).toMatch(
      /closes the connection without a response|HTTP\/2 fails/,
    );
  });
});
