import type { Served } from "./judge.ts";
import { randomFrom, shuffled } from "./random.ts";
import { sink } from "./sink.ts";

/** One that takes part. */
export interface Entrant {
  readonly name: string;
  readonly served: Served;
}

export interface RoundOptions {
  readonly rounds: number;
  /** Of the order in each round. */
  readonly seed: number;
  /** How long a batch should take, in milliseconds. */
  readonly batch: number;
  /** What has to be ready before a batch. */
  readonly prepare?: ((calls: number) => Promise<void>) | undefined;
}

/**
 * The one loop that times all contenders, so that all pay alike for what it costs. A server awaits what may be a promise;
 * a synchronous answer is not made to wait.
 *
 * @returns Nanoseconds per call.
 */
async function time({ serve }: Served, inputs: readonly unknown[]): Promise<number> {
  const start = performance.now();
  for (const input of inputs) {
    const answer = serve(input as never);
    sink.last = answer instanceof Promise ? await answer : answer;
  }
  return ((performance.now() - start) * 1e6) / inputs.length;
}

/** Node frees the bodies of responses only when the event loop turns. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Runs all contenders in rounds: each round runs each once, in another order, for a short batch, so that whatever the
 * machine does meanwhile happens to all.
 *
 * @returns For each contender the nanoseconds per call in each round.
 */
export async function runRounds(
  entrants: readonly Entrant[],
  requests: readonly Request[],
  { rounds, seed, batch, prepare }: RoundOptions,
): Promise<ReadonlyMap<string, readonly number[]>> {
  // Continued from batch to batch: a slow contender, of one call each, would else meet the first request only.
  const next = new Map<string, number>();
  const run = async ({ name, served }: Entrant, calls: number): Promise<number> => {
    const first = next.get(name) ?? 0;
    next.set(name, first + calls);
    const inputs = Array.from({ length: calls }, (_, call) =>
      served.input(requests[(first + call) % requests.length] as Request),
    );
    await prepare?.(calls);
    await turn();
    return time(served, inputs);
  };
  const calls = new Map<string, number>();
  for (const entrant of entrants)
    calls.set(entrant.name, await calibrate((count) => run(entrant, count), batch, !!prepare));

  const times = new Map(entrants.map(({ name }) => [name, [] as number[]]));
  const random = randomFrom(seed);
  for (let round = 0; round < rounds; round++) {
    for (const entrant of shuffled(entrants, random)) {
      times.get(entrant.name)?.push(await run(entrant, calls.get(entrant.name) ?? 1));
    }
  }
  return times;
}

/** How many calls fill a batch; the calls that find it out warm the contender up. What is prepared is costly, so less of it. */
async function calibrate(run: (calls: number) => Promise<number>, batch: number, isPrepared: boolean): Promise<number> {
  const most = isPrepared ? 100 : 2000;
  let calls = 1;
  for (let warm = 0; warm < 12; warm++) {
    const perCall = await run(calls);
    calls = Math.max(1, Math.min(most, calls * 4, Math.round((batch * 1e6) / perCall)));
  }
  return calls;
}
