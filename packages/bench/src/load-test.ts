import { ENVIRONMENT, type Runtime } from "@fetch-cors/peers/runtimes";
import { type StartedProcess, startProcess } from "../../conformance/src/start-process.ts";
import { bundleProgram } from "./bundle.ts";
import { BARE } from "./contender.ts";
import { load, type WireRequest } from "./http-load.ts";
import { contendersBehind, WITHOUT_CORS } from "./load-contenders.ts";
import { randomFrom, shuffled } from "./random.ts";
import type { Throughput } from "./results.ts";
import { median, type Summary, summarize } from "./statistics.ts";

export interface LoadTestOptions {
  readonly rounds: number;
  /** The requests of one round. */
  readonly requests: number;
}

/** Enough that the server always has a request to answer. */
export const CONNECTIONS = 20;

const ORIGIN = "https://app.example.com";
const REQUESTS: { readonly [name: string]: WireRequest } = {
  GET: { method: "GET", headers: { Origin: ORIGIN } },
  "GET without Origin": { method: "GET", headers: {} },
  preflight: {
    method: "OPTIONS",
    headers: {
      Origin: ORIGIN,
      "Access-Control-Request-Method": "PUT",
      "Access-Control-Request-Headers": "authorization,content-type",
    },
  },
};

/** Starts a process for each contender, and loads one after the other in rounds. */
export async function loadTest(
  runtime: Runtime,
  server: string,
  options: LoadTestOptions,
): Promise<readonly Omit<Throughput, "runtime">[]> {
  const program = await bundleProgram("load-server-in-process");
  const processes = new Map<string, StartedProcess>();
  try {
    for (const name of contendersBehind(server)) {
      const args = [...runtime.args, program, name, server];
      const started = await startProcess(runtime.command, args, { env: ENVIRONMENT as never });
      processes.set(name, started);
      await checkAnswers(name, started.url);
    }
    const results: Omit<Throughput, "runtime">[] = [];
    for (const [request, wire] of Object.entries(REQUESTS)) {
      results.push({ server, request, ...(await measure(processes, wire, options)) });
    }
    return results;
  } finally {
    for (const started of processes.values()) await started.stop();
  }
}

/** @throws If a contender does not answer as the policy says. */
async function checkAnswers(name: string, url: string): Promise<void> {
  for (const { method, headers } of Object.values(REQUESTS)) {
    const response = await fetch(`${url}/users`, { method, headers });
    const allowed = response.headers.get("access-control-allow-origin");
    await response.body?.cancel();
    const expected = !WITHOUT_CORS.includes(name) && "Origin" in headers ? ORIGIN : null;
    if (!response.ok || allowed !== expected) throw new Error(`${name} allows ${allowed}, not ${expected}`);
  }
}

async function cpuTimeOf({ output }: StartedProcess): Promise<number> {
  const [, port] = /CPU time on port (\d+)/.exec(output()) ?? [];
  return Number(await (await fetch(`http://127.0.0.1:${port}`)).text());
}

async function measure(
  processes: ReadonlyMap<string, StartedProcess>,
  request: WireRequest,
  { rounds, requests }: LoadTestOptions,
): Promise<Pick<Throughput, "bare" | "shares">> {
  const rates = new Map([...processes.keys()].map((name) => [name, [] as number[]]));
  const random = randomFrom(rounds);
  // The first round warms the servers up.
  for (let round = 0; round <= rounds; round++) {
    for (const [name, started] of shuffled([...processes], random)) {
      const cpuTime = (): Promise<number> => cpuTimeOf(started);
      const rate = await load(`${started.url}/users`, request, { requests, connections: CONNECTIONS, cpuTime });
      if (round > 0) rates.get(name)?.push(rate);
    }
  }
  const bare = rates.get(BARE) ?? [];
  const share = (own: readonly number[]): Summary =>
    summarize(own.map((rate, round) => rate / (bare[round] ?? Number.NaN)));
  const others = [...rates].filter(([name]) => name !== BARE);
  return {
    bare: Math.round(median(bare)),
    shares: Object.fromEntries(others.map(([name, own]) => [name, share(own)])),
  };
}
