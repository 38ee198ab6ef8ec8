import type { Server } from "@fetch-cors/peers";
import { doNotOptimize } from "./do-not-optimize.ts";
import { randomFrom, shuffled } from "./random.ts";

export interface NamedServer {
  readonly name: string;
  readonly server: Server;
}

export interface RoundOptions {
  readonly rounds: number;
  /** The seed of the order in each round. */
  readonly seed: number;
  /** The duration of a batch, in milliseconds. */
  readonly batch: number;
  /** Runs before each batch. */
  readonly prepare?: ((calls: number) => Promise<void>) | undefined;
}

/**
 * Times one batch. All servers run through this loop, so each pays the same for it. Promises are awaited; a synchronous
 * answer does not wait.
 *
 * @returns Nanoseconds per call.
 */
async function time({ answer }: Server, inputs: readonly unknown[]): Promise<number> {
  const start = performance.now();
  for (const input of inputs) {
    const result = answer(input as never);
    doNotOptimize.result = result instanceof Promise ? await result : result;
  }
  return ((performance.now() - start) * 1e6) / inputs.length;
}

/** Node frees the bodies of responses in a later turn of the event loop. */
const nextTurn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Runs all servers in rounds. Each round runs each server once, in a random order and for a short batch, so that other
 * load on the machine affects all of them.
 *
 * @returns For each server the nanoseconds per call in each round.
 */
export async function runRounds(
  servers: readonly NamedServer[],
  requests: readonly Request[],
  { rounds, seed, batch, prepare }: RoundOptions,
): Promise<ReadonlyMap<string, readonly number[]>> {
  // Batches continue where the last one ended, because a batch of a slow server may be one call.
  const next = new Map<string, number>();
  const run = async ({ name, server }: NamedServer, calls: number): Promise<number> => {
    const first = next.get(name) ?? 0;
    next.set(name, first + calls);
    const inputs = Array.from({ length: calls }, (_, call) =>
      server.input(requests[(first + call) % requests.length] as Request),
    );
    await prepare?.(calls);
    await nextTurn();
    return time(server, inputs);
  };
  const calls = new Map<string, number>();
  for (const server of servers) {
    calls.set(server.name, await callsPerBatch((count) => run(server, count), batch, !!prepare));
  }

  const times = new Map(servers.map(({ name }) => [name, [] as number[]]));
  const random = randomFrom(seed);
  for (let round = 0; round < rounds; round++) {
    for (const server of shuffled(servers, random)) {
      times.get(server.name)?.push(await run(server, calls.get(server.name) ?? 1));
    }
  }
  return times;
}

/**
 * Finds the number of calls that fill a batch, and warms the server up. Prepared batches are smaller, because
 * preparation takes long.
 */
async function callsPerBatch(
  run: (calls: number) => Promise<number>,
  batch: number,
  isPrepared: boolean,
): Promise<number> {
  const most = isPrepared ? 100 : 2000;
  let calls = 1;
  for (let warmUp = 0; warmUp < 12; warmUp++) {
    const perCall = await run(calls);
    calls = Math.max(1, Math.min(most, calls * 4, Math.round((batch * 1e6) / perCall)));
  }
  return calls;
}
