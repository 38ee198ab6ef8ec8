/** Compares an engine with the simulated browser on all cases, and counts. */
import type { EngineCase } from "./cases.ts";
import type { Laboratory } from "./compare.ts";
import { type Engine, versionOf } from "./engines.ts";

export interface Report {
  readonly engine: Engine["name"];
  readonly version: string;
  readonly cases: number;
  readonly agreements: number;
  readonly disagreements: readonly string[];
  /** How many responses the pages got to see, and how many preflights were sent: otherwise nothing was compared. */
  readonly shared: number;
  readonly preflights: number;
  /** How many messages of its console were compared. */
  readonly messages: number;
}

export async function compare(engine: Engine, cases: readonly EngineCase[], laboratory: Laboratory): Promise<Report> {
  const real = await laboratory.observe(engine);
  const simulated = await laboratory.simulate(engine.name);
  const disagreements = cases.flatMap((one) => {
    const [seen, predicted] = [real, simulated].map((traces) => JSON.stringify(traces.get(one.id), null, 1));
    return seen === predicted ? [] : [`${JSON.stringify(one)}\n- seen: ${seen}\n- simulated: ${predicted}`];
  });
  const traces = [...real.values()];
  return {
    engine: engine.name,
    version: versionOf(engine),
    cases: cases.length,
    agreements: cases.length - disagreements.length,
    disagreements,
    shared: traces.flatMap(({ outcomes }) => outcomes).filter(({ verdict }) => verdict !== "blocked").length,
    messages: traces.flatMap(({ messages }) => messages).length,
    preflights: traces.flatMap(({ wire }) => wire).filter((line) => line.startsWith("OPTIONS ")).length,
  };
}
