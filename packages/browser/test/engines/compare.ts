/** Runs the cases in real engines and in the simulated browser, and says where they differ. */
import { readFile } from "node:fs/promises";
import type { Duplex } from "node:stream";
import ts from "typescript";
import { createBrowser } from "../../src/index.ts";
import { type EngineCase, type Origins, serverFor } from "./cases.ts";
import { type Engine, open } from "./engines.ts";
import { type FetchHandler, type Listening, listen, toListener } from "./listen.ts";
import { type Outcome, runCase } from "./run-case.ts";

type ClientError = NodeJS.ErrnoException & { readonly rawPacket?: Buffer };

/** What became of a case: what the page saw, and what went over the wire. */
export interface Trace {
  readonly outcomes: readonly Outcome[];
  readonly wire: readonly string[];
  /** What the console says of each block, sorted; `undefined` where the engine does not tell. */
  readonly messages: readonly string[] | undefined;
}

/** How long an engine may take for all cases, in milliseconds. */
const PATIENCE = 240_000;

/** What of a request is compared. */
const wireLine = (request: Request): string => {
  const { pathname } = new URL(request.url);
  const named = ["origin", "access-control-request-method", "access-control-request-headers", "authorization"].map(
    (name) => `${name}=${request.headers.get(name) ?? "-"}`,
  );
  return [request.method, pathname, ...named].join(" ");
};

/** What is said of CORS. Of several header names that are not allowed Chromium names any, so the name does not count. */
const corsMessages = (messages: readonly string[]): readonly string[] =>
  messages
    .filter((message) => message.includes("blocked by CORS policy"))
    .map((message) => message.replace(/(Request header field )\S+/, "$1…"))
    .sort();

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
      const { page, api } = this.origins;
      const browser = createBrowser({ origin: page, network: (request) => this.#answer(request), engine });
      const messages: string[] = [];
      const fetch = (url: string, init: RequestInit): Promise<Response> =>
        browser.fetch(url, init).catch((error: Error) => {
          messages.push(error.message);
          throw error;
        });
      const outcomes = await runCase(fetch, `${api}/case/${one.id}/0`, one.fetches);
      traces.set(one.id, { outcomes, wire: this.#wire.get(one.id) ?? [], messages: corsMessages(messages) });
    }
    return traces;
  }

  async observe(engine: Engine): Promise<ReadonlyMap<string, Trace>> {
    this.#wire = new Map();
    const results = new Promise<Record<string, Outcome[]>>((resolve, reject) => {
      this.#finish = resolve;
      setTimeout(() => reject(new Error(`${engine.name} did not finish in ${PATIENCE} ms`)), PATIENCE).unref();
    });
    const { close, readConsole } = open(engine, `${this.origins.page}/`);
    try {
      const outcomes = Object.entries(await results);
      const shown = engine.name === "chromium" ? readConsole() : undefined;
      const messagesOf = (id: string): readonly string[] | undefined =>
        shown && corsMessages(shown.filter((message) => message.includes(`/case/${id}/`)));
      return new Map(
        outcomes.map(([id, seen]) => [
          id,
          { outcomes: seen, wire: this.#wire.get(id) ?? [], messages: messagesOf(id) },
        ]),
      );
    } finally {
      close();
    }
  }

  async #answer(request: Request): Promise<Response> {
    const id = new URL(request.url).pathname.split("/")[2] ?? "";
    const handler = this.#handlers.get(id);
    if (!handler) return new Response(null, { status: 404 });
    this.#wire.set(id, [...(this.#wire.get(id) ?? []), wireLine(request)]);
    return handler(request);
  }

  async #listen(): Promise<number> {
    const listening = await listen(toListener((request) => this.#serve(request)));
    listening.server.on("clientError", (error: ClientError, socket) => void this.#serveUnknownMethod(error, socket));
    this.#listening.push(listening);
    return listening.port;
  }

  async #serve(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (pathname === "/") return new Response(await this.#page(), { headers: { "Content-Type": "text/html" } });
    if (pathname !== "/results") return this.#answer(request);
    this.#finish((await request.json()) as Record<string, Outcome[]>);
    return new Response();
  }

  /** Node's parser knows no methods in lower case, but browsers send them. */
  async #serveUnknownMethod({ code, rawPacket }: ClientError, socket: Duplex): Promise<void> {
    if (code !== "HPE_INVALID_METHOD" || !rawPacket) return void socket.destroy();
    const [start = "", ...fields] = (rawPacket.toString("latin1").split("\r\n\r\n")[0] ?? "").split("\r\n");
    const [method = "", path = ""] = start.split(" ");
    const headers = fields.map((field) => /^([^:]+):\s*(.*)$/.exec(field)?.slice(1) as [string, string]);
    const host = headers.find(([name]) => name.toLowerCase() === "host")?.[1];
    const response = await this.#answer(new Request(`http://${host}${path}`, { method, headers }));
    const lines = [...response.headers].map(([name, value]) => `${name}: ${value}\r\n`).join("");
    socket.end(`HTTP/1.1 ${response.status} \r\nConnection: close\r\n${lines}\r\n${await response.text()}`);
  }

  /** A page that runs all cases, a few at a time, and sends in what it saw. */
  async #page(): Promise<string> {
    const source = await readFile(new URL("run-case.ts", import.meta.url), "utf8");
    const script = ts.transpile(source, { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 });
    const cases = [...this.#cases.values()].map(({ id, fetches }) => [id, fetches]);
    return `<!doctype html><meta charset="utf-8"><title>cases</title><script type="module">
${script}
const waiting = ${JSON.stringify(cases)};
const results = {};
const work = async () => {
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    const [id, fetches] = next;
    results[id] = await runCase((url, init) => fetch(url, init), "${this.origins.api}/case/" + id + "/0", fetches);
  }
};
await Promise.all([work(), work(), work(), work()]);
await fetch("/results", { method: "POST", body: JSON.stringify(results) });
</script>`;
  }
}
