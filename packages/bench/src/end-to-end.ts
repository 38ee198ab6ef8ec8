import { type StartedProcess, startProcess } from "../../conformance/src/start-process.ts";
import { bundle } from "./bundle.ts";
import { BARE } from "./contender.ts";
import { load } from "./load.ts";
import { randomFrom, shuffled } from "./random.ts";
import { ENVIRONMENT, type Runtime } from "./runtimes.ts";
import { type Spread, spreadOf } from "./spread.ts";
import { median } from "./statistics.ts";

/** Of one contender under load. */
export interface Throughput {
  readonly name: string;
  readonly request: string;
  /** Requests per second: the median of the slices. */
  readonly perSecond: number;
  /** As a share of the bare handler's, which answers the same request without CORS. */
  readonly ratio: Spread;
}

export interface EndToEndOptions {
  readonly rounds: number;
  /** Requests of one slice. */
  readonly amount: number;
}

/** Those that are asked over a socket. */
const SERVED = [
  BARE,
  "hand-written: object per origin; keys()",
  "hand-written: clone per origin; keys(), copy if fetched",
  "@fetch-cors/core",
  "hono",
  "hono/cors",
  "@fetch-cors/hono",
];
/** What stands in front of the contenders: the runtime's own where it has one. The first of Node's makes a cheaper `Response` of its own. */
const NODE_SERVERS = ["@hono/node-server", "srvx"];
export const SERVERS: { readonly [Id in Runtime["id"]]: readonly string[] } = {
  "node-20": NODE_SERVERS,
  "node-24": NODE_SERVERS,
  bun: ["Bun.serve"],
  deno: ["Deno.serve"],
};

/** Enough that the server, and not the client's waiting for it, is what is measured. */
export const CONNECTIONS = 20;

const ORIGIN = "https://app.example.com";
const REQUESTS = {
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
} as const;

/** One process for each, all at once; in each round each is loaded alone, for a slice of a second or less. */
export async function endToEnd(
  runtime: Runtime,
  server: string,
  { rounds, amount }: EndToEndOptions,
): Promise<readonly Throughput[]> {
  const file = await bundle("serve-in-process");
  const processes = new Map<string, StartedProcess>();
  try {
    for (const name of SERVED) {
      const args = [...runtime.args, file, name, server];
      const started = await startProcess(runtime.command, args, { env: ENVIRONMENT as never });
      processes.set(name, started);
      await check(name, started.url);
    }
    const results: Throughput[] = [];
    for (const request of Object.keys(REQUESTS) as (keyof typeof REQUESTS)[]) {
      results.push(...(await measure(processes, request, rounds, amount)));
    }
    return results;
  } finally {
    for (const started of processes.values()) await started.stop();
  }
}

/** Nobody is measured who does not answer. */
async function check(name: string, url: string): Promise<void> {
  for (const init of Object.values(REQUESTS)) {
    const response = await fetch(`${url}/users`, init);
    const allowed = response.headers.get("access-control-allow-origin");
    await response.body?.cancel();
    const isBare = name === BARE || name === "hono";
    const isAllowed = !isBare && "Origin" in init.headers;
    if (!response.ok || allowed !== (isAllowed ? ORIGIN : null)) throw new Error(`${name} answers ${allowed}`);
  }
}

async function measure(
  processes: ReadonlyMap<string, StartedProcess>,
  request: keyof typeof REQUESTS,
  rounds: number,
  amount: number,
): Promise<readonly Throughput[]> {
  const names = [...processes.keys()];
  const rates = new Map(names.map((name) => [name, [] as number[]]));
  const random = randomFrom(rounds);
  // The first round warms up.
  for (let round = 0; round <= rounds; round++) {
    for (const name of shuffled(names, random)) {
      const rate = await load(`${processes.get(name)?.url}/users`, REQUESTS[request], {
        amount,
        connections: CONNECTIONS,
      });
      if (round > 0) rates.get(name)?.push(rate);
    }
  }
  const bare = rates.get(BARE) ?? [];
  return names.map((name) => {
    const own = rates.get(name) ?? [];
    const ratios = own.map((rate, round) => rate / (bare[round] ?? Number.NaN));
    return { name, request, perSecond: Math.round(median(own)), ratio: spreadOf(ratios) };
  });
}
