/** Compares streamed bodies with those of Chromium, which sends them over HTTP/2 only. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import {
  createSecureServer,
  type Http2SecureServer,
  type Http2ServerRequest,
  type Http2ServerResponse,
} from "node:http2";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBrowser } from "../../src/index.ts";
import { type Engine, open, versionOf } from "./engines.ts";

/** A request with a stream: to the page or to the API, with what the server does in the path. */
interface StreamCase {
  readonly place: "page" | "api";
  readonly path: string;
  readonly init: Record<string, unknown>;
}

const PATHS = ["200", "204", "302", "303", "307", "308", "401", "401-challenge", "500", "silent", "no-methods"];
const INITS = [
  {},
  { method: "PUT" },
  { credentials: "omit" },
  { credentials: "include" },
  { redirect: "manual" },
  { redirect: "error" },
  { headers: { "X-A": "1" } },
  { mode: "no-cors" },
  { keepalive: true },
  { mode: "same-origin" },
];
const CASES: readonly StreamCase[] = (["page", "api"] as const).flatMap((place) =>
  PATHS.flatMap((path) => INITS.map((init) => ({ place, path, init }))),
);

/** Runs a case in the page. The same code runs in the page and against the simulated browser. */
const runStreamCase = async (send: typeof fetch, url: string, init: Record<string, unknown>): Promise<string> => {
  const body = new Blob(["hello"]).stream();
  try {
    const response = await send(url, { method: "POST", ...init, body, duplex: "half" } as RequestInit);
    const isHidden = response.type.startsWith("opaque");
    return [response.type, response.status, isHidden ? "" : await response.text()].join(" ");
  } catch {
    return "blocked";
  }
};

interface Answer {
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
}

function answerTo(path: string, isPreflight: boolean, origin: string): Answer {
  const [name = ""] = path.split("-");
  const shared: [string, string][] = [
    ["access-control-allow-origin", origin],
    ["access-control-allow-credentials", "true"],
  ];
  const lists: [string, string][] =
    path === "no-methods"
      ? []
      : [
          ["access-control-allow-methods", "PUT"],
          ["access-control-allow-headers", "x-a"],
        ];
  const uncached: [string, string] = ["access-control-max-age", "0"];
  if (isPreflight) return { status: 204, headers: [...shared, ...lists, uncached] };
  const headers: [string, string][] = path === "silent" ? [] : shared;
  const status = /^\d+$/.test(name) ? Number(name) : 200;
  const location: [string, string][] = status > 300 && status < 400 ? [["location", "/stream/200"]] : [];
  const challenge: [string, string][] = path.endsWith("-challenge") ? [["www-authenticate", 'Basic realm="x"']] : [];
  return { status, headers: [...headers, ...location, ...challenge, ["cache-control", "no-store"]] };
}

export interface StreamReport {
  readonly engine: string;
  readonly version: string;
  readonly cases: number;
  readonly disagreements: readonly string[];
}

/** Two HTTP/2 servers with a certificate of their own. */
class StreamServers {
  readonly #servers: Http2SecureServer[] = [];
  readonly #folder = mkdtempSync(join(tmpdir(), "fetch-cors-"));
  #finish: (results: readonly string[]) => void = () => {};
  wire: string[] = [];
  html = "";

  async start(): Promise<Readonly<Record<StreamCase["place"], string>>> {
    const [key, cert] = [join(this.#folder, "key.pem"), join(this.#folder, "cert.pem")];
    const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"];
    const files = ["-keyout", key, "-out", cert, "-days", "2"];
    execFileSync("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", ...files, ...subject], {
      stdio: "ignore",
    });
    const options = { key: readFileSync(key), cert: readFileSync(cert), allowHTTP1: true };
    const listen = async (host: string): Promise<string> => {
      const server = createSecureServer(options, (incoming, outgoing) => void this.#serve(incoming, outgoing));
      this.#servers.push(server);
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      return `https://${host}:${(server.address() as AddressInfo).port}`;
    };
    return { page: await listen("localhost"), api: await listen("127.0.0.1") };
  }

  stop(): void {
    for (const server of this.#servers) server.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  finished(): Promise<readonly string[]> {
    return new Promise((resolve) => {
      this.#finish = resolve;
    });
  }

  answer(method: string, path: string, get: (name: string) => string | null | undefined, body: string): Answer {
    const compared = ["origin", "access-control-request-method", "access-control-request-headers"];
    this.wire.push([method, path, ...compared.map((name) => get(name) ?? "-"), body].join(" "));
    const isPreflight = Boolean(get("access-control-request-method"));
    return answerTo(path.replace("/stream/", ""), isPreflight, get("origin") ?? "*");
  }

  async #serve(incoming: Http2ServerRequest, outgoing: Http2ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks).toString();
    if (incoming.url === "/") {
      outgoing.setHeader("content-type", "text/html");
      return void outgoing.end(this.html);
    }
    if (incoming.url === "/done") this.#finish(JSON.parse(body) as string[]);
    if (!incoming.url.startsWith("/stream/")) return void outgoing.end();
    const get = (name: string): string | undefined => incoming.headers[name] as string | undefined;
    const { status, headers } = this.answer(incoming.method, incoming.url, get, body);
    for (const [name, value] of headers) outgoing.setHeader(name, value);
    outgoing.statusCode = status;
    outgoing.end(status === 204 ? "" : "body");
  }
}

/** Runs every case in Chromium and in the simulated browser. */
export async function compareStreams(engine: Engine): Promise<StreamReport> {
  const servers = new StreamServers();
  const origins = await servers.start();
  const urls = CASES.map(({ place, path }) => `${origins[place]}/stream/${path}`);
  servers.html = `<!doctype html><meta charset="utf-8"><script type="module">
const runStreamCase = ${String(runStreamCase)};
const results = [];
for (const [url, init] of ${JSON.stringify(CASES.map(({ init }, index) => [urls[index], init]))}) {
  results.push(await runStreamCase((...request) => fetch(...request), url, init));
}
await fetch("/done", { method: "POST", body: JSON.stringify(results) });
</script>`;
  try {
    const finished = servers.finished();
    const { close } = await open(engine, `${origins.page}/`);
    const real = await finished.finally(close);
    const realWire = servers.wire.splice(0);
    const simulated: string[] = [];
    const network = async (request: Request): Promise<Response> => {
      const { pathname } = new URL(request.url);
      const get = (name: string): string | null => request.headers.get(name);
      const { status, headers } = servers.answer(request.method, pathname, get, await request.text());
      return new Response(status === 204 ? null : "body", { status, headers: [...headers] as [string, string][] });
    };
    for (const [index, { init }] of CASES.entries()) {
      const page = createBrowser({ url: `${origins.page}/`, network, engine: engine.name });
      const send = (url: unknown, options: unknown) => page.fetch(url as string, options as RequestInit);
      simulated.push(await runStreamCase(send as typeof fetch, urls[index] as string, init));
    }
    const disagreements = CASES.flatMap((one, index) =>
      real[index] === simulated[index]
        ? []
        : [`${JSON.stringify(one)}: ${real[index]}, simulated: ${simulated[index]}`],
    );
    const at = realWire.findIndex((line, index) => line !== servers.wire[index]);
    const isSameWire = at < 0 && realWire.length === servers.wire.length;
    if (!isSameWire)
      disagreements.push(
        `on the wire: ${realWire.slice(at - 2, at + 2).join("; ")}, simulated: ${servers.wire.slice(at - 2, at + 2).join("; ")}`,
      );
    return { engine: engine.name, version: versionOf(engine), cases: CASES.length, disagreements };
  } finally {
    servers.stop();
  }
}
