/** Compares an engine with the simulated browser on all cases, and counts. */
import type { EngineCase } from "./cases.ts";
import type { Laboratory, Trace } from "./compare.ts";
import { type Engine, versionOf } from "./engines.ts";
import { EXCEPTIONS, firstDifference } from "./exceptions.ts";

export interface Report {
  readonly engine: Engine["name"];
  readonly version: string;
  readonly cases: number;
  readonly agreements: number;
  /** How many cases each known exception of the engine explains. */
  readonly exceptions: ReadonlyMap<string, number>;
  /** The cases that nothing explains. */
  readonly disagreements: readonly string[];
  /** How many responses the pages got to see, and how many preflights went out: else there was nothing to compare. */
  readonly shared: number;
  readonly preflights: number;
  /** How many messages of its console were compared. */
  readonly messages: number;
}

/** Whether the two agree in everything that the engine tells. */
const isSame = (seen: Trace, predicted: Trace): boolean =>
  JSON.stringify(seen) === JSON.stringify({ ...predicted, messages: seen.messages && predicted.messages });

export async function compare(engine: Engine, cases: readonly EngineCase[], laboratory: Laboratory): Promise<Report> {
  const real = await laboratory.observe(engine);
  const simulated = await laboratory.simulate(engine.name);
  const exceptions = new Map<string, number>();
  const disagreements: string[] = [];
  let agreements = 0;
  for (const one of cases) {
    const [seen, predicted] = [real.get(one.id) as Trace, simulated.get(one.id) as Trace];
    if (isSame(seen, predicted)) {
      agreements += 1;
      continue;
    }
    const difference = firstDifference(one, seen, predicted);
    const exception =
      difference && EXCEPTIONS.find(({ engines, explains }) => engines.includes(engine.name) && explains(difference));
    if (exception) exceptions.set(exception.name, (exceptions.get(exception.name) ?? 0) + 1);
    else
      disagreements.push(
        `${JSON.stringify(one)}\n- seen: ${JSON.stringify(seen)}\n- simulated: ${JSON.stringify(predicted)}`,
      );
  }
  const traces = [...real.values()];
  return {
    engine: engine.name,
    version: versionOf(engine),
    cases: cases.length,
    agreements,
    exceptions,
    disagreements,
    shared: traces.flatMap(({ outcomes }) => outcomes).filter(({ verdict }) => verdict !== "blocked").length,
    messages: traces.flatMap(({ messages }) => messages ?? []).length,
    preflights: traces.flatMap(({ wire }) => wire).filter((line) => line.startsWith("OPTIONS ")).length,
  };
}
