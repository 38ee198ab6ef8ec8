/** Compares the errors of `fetch` for arguments that an engine refuses, and streams that it does not send. */
import { createBrowser } from "../../src/index.ts";
import { type Engine, open, versionOf } from "./engines.ts";
import { type FetchHandler, listen, toListener } from "./listen.ts";

/** The arguments of a `fetch`; `STREAM` stands for a stream. */
interface RefusalCase {
  readonly url: string;
  readonly init: Readonly<Record<string, unknown>>;
}

const STREAM = "STREAM";
const POST = { method: "POST", body: STREAM };

const CASES: readonly RefusalCase[] = [
  ...["cache", "credentials", "duplex", "mode", "priority", "redirect", "referrerPolicy"].flatMap((member) => [
    { [member]: "bogus" },
    { [member]: null },
  ]),
  { mode: "bogus", cache: "other" },
  { mode: "navigate" },
  { referrer: "http://" },
  { cache: "only-if-cached" },
  { cache: "only-if-cached", mode: "no-cors" },
  ...["a b", "", "TRACE", "connect"].map((method) => ({ method })),
  ...["put", "X"].map((method) => ({ method, mode: "no-cors" })),
  ...["GET", "HEAD", "get"].map((method) => ({ method, body: "x" })),
  ...["a b", "", "\u0101"].flatMap((name) => [{ headers: { [name]: "1" } }, { headers: [[name, "1"]] }]),
  ...["1\n2", "\u0101", "a\u0101"].flatMap((value) => [{ headers: { a: value } }, { headers: [["a", value]] }]),
  { headers: [["a"]] },
  { headers: [["a", "1", "2"]] },
  POST,
  { ...POST, duplex: "half", keepalive: true },
  { ...POST, duplex: "half", mode: "no-cors" },
]
  .map((init): RefusalCase => ({ url: "/echo", init }))
  .concat(["http://", "//", "http://user:password@a.example/", "//user@a.example/"].map((url) => ({ url, init: {} })));

/** Runs a case; the same code runs in the page and against the simulated browser. */
const runRefusalCase = async (send: typeof fetch, { url, init }: RefusalCase): Promise<string> => {
  const isStreamed = init["body"] === "STREAM";
  try {
    const response = await send(url, isStreamed ? { ...init, body: new Blob(["x"]).stream() } : init);
    return `sent: ${await response.text()}`;
  } catch (error) {
    return `${(error as Error).name}: ${(error as Error).message}`;
  }
};

export interface RefusalReport {
  readonly engine: string;
  readonly version: string;
  readonly cases: number;
  readonly disagreements: readonly string[];
}

/** Runs every case in an engine and in the simulated browser. */
export async function compareRefusals(engine: Engine): Promise<RefusalReport> {
  let finish: (results: readonly string[]) => void = () => {};
  const finished = new Promise<readonly string[]>((resolve) => {
    finish = resolve;
  });
  const html = `<!doctype html><meta charset="utf-8"><script type="module">
const runRefusalCase = ${String(runRefusalCase)};
const results = [];
for (const one of ${JSON.stringify(CASES)}) results.push(await runRefusalCase((...args) => fetch(...args), one));
await fetch("/done", { method: "POST", body: JSON.stringify(results) });
</script>`;
  const network: FetchHandler = async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/done") finish((await request.json()) as readonly string[]);
    return new Response(pathname === "/" ? html : await request.text(), { headers: { "Content-Type": "text/html" } });
  };
  const { port, stop } = await listen(toListener(network));
  try {
    const url = `http://localhost:${port}/`;
    const { close } = await open(engine, url);
    const real = await finished.finally(close);
    const page = createBrowser({ url, network, engine: engine.name });
    const disagreements: string[] = [];
    for (const [index, one] of CASES.entries()) {
      const simulated = await runRefusalCase((input, init) => page.fetch(input as string, init), one);
      if (real[index] !== simulated) {
        disagreements.push(`${JSON.stringify(one)}\n- seen: ${real[index]}\n- simulated: ${simulated}`);
      }
    }
    return { engine: engine.name, version: versionOf(engine), cases: CASES.length, disagreements };
  } finally {
    stop();
  }
}
