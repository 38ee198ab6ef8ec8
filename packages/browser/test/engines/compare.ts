/** Runs the cases in real engines and in the simulated browser. */
import { readFile } from "node:fs/promises";
import type { Duplex } from "node:stream";
import ts from "typescript";
import { BlockedError, createBrowser } from "../../src/index.ts";
import { type EngineCase, isSlow, type Origins, serverFor, urlsOf } from "./cases.ts";
import { comparableMessages, wholeMessages } from "./console-messages.ts";
import { type Engine, open } from "./engines.ts";
import { type FetchHandler, type Listening, listen, toAnswer, toListener } from "./listen.ts";
import { type Outcome, type PageApi, runCase } from "./run-case.ts";

type ClientError = NodeJS.ErrnoException & { readonly rawPacket?: Buffer };

/** The result of a case: the responses that the page saw, the requests on the wire, and the messages in the console. */
export interface Trace {
  readonly outcomes: readonly Outcome[];
  readonly wire: readonly string[];
  readonly messages: readonly string[];
}

/** How long an engine may take for all cases, in milliseconds. */
const PATIENCE = 240_000;

/** How long a page waits for entries of five seconds to expire, in milliseconds. */
const WAIT = 6000;

/** The headers that are compared. */
const COMPARED = [
  ...["origin", "access-control-request-method", "access-control-request-headers", "authorization", "content-type"],
  ...["accept", "referer"],
];

/** A response that lets the page send a PUT, and whose permissions are cached. */
const WARM_UP = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Allow-Methods": "PUT",
  "Access-Control-Max-Age": "600",
};

const wireLine = async (request: Request): Promise<string> => {
  const { pathname, search } = new URL(request.url);
  const named = COMPARED.map((name) => `${name}=${request.headers.get(name) ?? "-"}`);
  return [request.method, pathname + search, ...named, await request.text()].join(" ");
};

/** The loopback servers that the engines talk to, and the simulated browser's network. */
export class Laboratory {
  readonly #listening: Listening[] = [];
  /** The server's side of each case, its policy compiled once. */
  #handlers: ReadonlyMap<string, FetchHandler> = new Map();
  readonly #cases: ReadonlyMap<string, EngineCase>;
  #wire = new Map<string, string[]>();
  #origins: Origins | undefined;
  #finish: (results: Record<string, Outcome[]>) => void = () => {};

  constructor(cases: readonly EngineCase[]) {
    this.#cases = new Map(cases.map((one) => [one.id, one]));
  }

  async start(): Promise<void> {
    const [page, api, other] = await Promise.all([this.#listen(), this.#listen(), this.#listen()]);
    const origins = {
      page: `http://localhost:${page}`,
      api: `http://localhost:${api}`,
      other: `http://127.0.0.1:${other}`,
    };
    this.#origins = origins;
    this.#handlers = new Map([...this.#cases].map(([id, one]) => [id, serverFor(one, origins)]));
  }

  stop(): void {
    for (const { stop } of this.#listening) stop();
  }

  /** The origins, once the servers listen. */
  get origins(): Origins {
    if (!this.#origins) throw new Error("start() first");
    return this.#origins;
  }

  async simulate(engine: Engine["name"]): Promise<ReadonlyMap<string, Trace>> {
    this.#wire = new Map();
    const traces = new Map<string, Trace>();
    for (const one of this.#cases.values()) {
      let now = 0;
      const browser = createBrowser({
        url: `${this.origins.page}/`,
        network: (request) => this.#answer(request),
        engine,
        clock: { now: () => now },
      });
      const messages: string[] = [];
      const fetch: PageApi["fetch"] = (url, init) =>
        browser.fetch(url, init).catch((error: Error) => {
          // No console shows the error for arguments that are refused.
          if (error instanceof BlockedError) messages.push(error.message);
          throw error;
        });
      const api: PageApi = {
        fetch,
        xhr: async (url, { method, headers, credentials, body }) => {
          const init = {
            method,
            headers,
            credentials: credentials === "include" ? credentials : "same-origin",
          } as const;
          const upload = { ...init, keepUploadListener: true, ...(body !== undefined && { body }) };
          const response = await fetch(url, upload);
          return {
            status: response.status,
            hasHeader: (name) => response.headers.has(name),
            body: await response.text(),
          };
        },
        wait: async () => {
          now += WAIT;
        },
      };
      const outcomes = await runCase(api, urlsOf(one, this.origins), one.fetches);
      const wire = this.#wire.get(one.id) ?? [];
      traces.set(one.id, { outcomes, wire, messages: comparableMessages(engine, messages) });
    }
    return traces;
  }

  async observe(engine: Engine): Promise<ReadonlyMap<string, Trace>> {
    this.#wire = new Map();
    const results = new Promise<Record<string, Outcome[]>>((resolve, reject) => {
      this.#finish = resolve;
      setTimeout(() => reject(new Error(`${engine.name} did not finish in ${PATIENCE} ms`)), PATIENCE).unref();
    });
    const { close, readConsole } = await open(engine, `${this.origins.page}/`);
    try {
      const outcomes = Object.entries(await results);
      const shown = wholeMessages(engine.name, await readConsole());
      const byCase = new Map<string, string[]>();
      for (const message of shown) {
        const [, id = ""] = /\/case\/(\d+)\//.exec(message) ?? [];
        byCase.set(id, [...(byCase.get(id) ?? []), message]);
      }
      return new Map(
        outcomes.map(([id, seen]) => {
          const messages = comparableMessages(engine.name, byCase.get(id) ?? []);
          return [id, { outcomes: seen, wire: this.#wire.get(id) ?? [], messages }];
        }),
      );
    } finally {
      close();
    }
  }

  async #answer(request: Request): Promise<Awaited<ReturnType<FetchHandler>>> {
    const id = new URL(request.url).pathname.split("/")[2] ?? "";
    const handler = this.#handlers.get(id);
    if (!handler) return new Response(null, { status: 404 });
    const lines = this.#wire.get(id) ?? [];
    this.#wire.set(id, lines);
    const line = wireLine(request.clone());
    const index = lines.push("") - 1;
    lines[index] = await line;
    return handler(request);
  }

  async #listen(): Promise<number> {
    const listening = await listen(toListener((request) => this.#serve(request)));
    listening.server.on("clientError", (error: ClientError, socket) => void this.#serveUnknownMethod(error, socket));
    this.#listening.push(listening);
    return listening.port;
  }

  async #serve(request: Request): Promise<Awaited<ReturnType<FetchHandler>>> {
    const { pathname } = new URL(request.url);
    if (pathname === "/") return new Response(await this.#page(), { headers: { "Content-Type": "text/html" } });
    if (pathname.startsWith("/warm-up/")) return new Response(null, { headers: WARM_UP });
    if (pathname !== "/results") return this.#answer(request);
    this.#finish((await request.json()) as Record<string, Outcome[]>);
    return new Response();
  }

  /** Node's parser does not know methods in lower case, but browsers send them. */
  async #serveUnknownMethod({ code, rawPacket }: ClientError, socket: Duplex): Promise<void> {
    if (code !== "HPE_INVALID_METHOD" || !rawPacket) return void socket.destroy();
    const [head = "", text = ""] = rawPacket.toString("latin1").split("\r\n\r\n");
    const [start = "", ...fields] = head.split("\r\n");
    const [method = "", path = ""] = start.split(" ");
    const headers = fields.map((field) => /^([^:]+):\s*(.*)$/.exec(field)?.slice(1) as [string, string]);
    const host = headers.find(([name]) => name.toLowerCase() === "host")?.[1];
    const init = { method, ...(text && { body: text }) };
    const request = new Request(`http://${host}${path}`, init);
    request.headers.delete("content-type");
    for (const [name, value] of headers) request.headers.set(name, value);
    const { status, lines, body } = await toAnswer(await this.#answer(request));
    const written = lines.map(([name, value]) => `${name}: ${value}\r\n`).join("");
    socket.end(
      Buffer.from(`HTTP/1.1 ${status} \r\nConnection: close\r\n${written}\r\n${body.toString("latin1")}`, "latin1"),
    );
  }

  /** A page that runs all cases, a few at a time and the slow ones together, and sends in what it saw. */
  async #page(): Promise<string> {
    const source = await readFile(new URL("run-case.ts", import.meta.url), "utf8");
    const script = ts.transpile(source, { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 });
    const cases = [...this.#cases.values()].map((one) => [one.id, urlsOf(one, this.origins), one.fetches, isSlow(one)]);
    return `<!doctype html><meta charset="utf-8"><title>cases</title><script type="module">
${script}
const cases = ${JSON.stringify(cases)};
const results = {};
const wait = () => new Promise((resolve) => setTimeout(resolve, ${WAIT}));
const api = { fetch: (url, init) => fetch(url, init), xhr: realXhr, wait };
const run = async ([id, urls, fetches]) => {
  results[id] = await runCase(api, urls, fetches);
};
// A new Firefox finds none of its cached preflights for the first requests to another site.
for (let index = 0; index < 16; index++) {
  await fetch("${this.origins.other}/warm-up/" + (index >> 1), { method: "PUT" });
}
const waiting = cases.filter(([, , , isSlow]) => !isSlow);
const work = async () => {
  for (let next = waiting.shift(); next; next = waiting.shift()) await run(next);
};
await Promise.all([work(), work(), work(), work()]);
await Promise.all(cases.filter(([, , , isSlow]) => isSlow).map(run));
await new Promise((resolve) => setTimeout(resolve, 500));
await fetch("/results", { method: "POST", body: JSON.stringify(results) });
</script>`;
  }
}
