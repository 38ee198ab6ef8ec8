import { BARE, type Contender, type Settings, type Setup } from "./contender.ts";
import type { PreparedHandler } from "./handlers.ts";
import { judge, served } from "./judge.ts";
import type { Entrant } from "./rounds.ts";
import type { Workload } from "./workloads.ts";

/** A contender that could be loaded. */
export interface Loaded {
  readonly contender: Contender;
  readonly setup: Setup;
}

/** A contender that takes part in a workload, and what is wrong with its answers. */
interface Judged extends Entrant {
  readonly contender: Contender;
  readonly wrong: readonly string[];
  readonly differences: readonly string[];
}

/** Why a contender does not take part. */
export interface Absence {
  readonly name: string;
  readonly reason: string;
}

export interface Field {
  readonly judged: readonly Judged[];
  readonly absent: readonly Absence[];
}

const reasonOf = (error: unknown): string => String((error as Error)?.message ?? error).split("\n")[0] ?? "";

/** Loads those that run on this runtime. */
export async function load(
  contenders: readonly Contender[],
): Promise<{ readonly loaded: readonly Loaded[]; readonly absent: readonly Absence[] }> {
  const loaded: Loaded[] = [];
  const absent: Absence[] = [];
  for (const contender of contenders) {
    try {
      loaded.push({ contender, setup: await contender.load() });
    } catch (error) {
      absent.push({ name: contender.name, reason: `does not load: ${reasonOf(error)}` });
    }
  }
  return { loaded, absent };
}

/** Sets all up for one workload, and checks what they answer. The bare ones answer nothing of CORS, so they are not judged. */
export async function setUp(
  loaded: readonly Loaded[],
  workload: Workload,
  settings: Settings,
  handler: PreparedHandler,
): Promise<Field> {
  const judged: Judged[] = [];
  const absent: Absence[] = [];
  for (const { contender, setup } of loaded) {
    const { name } = contender;
    try {
      const made = await setup(settings, handler);
      if (typeof made === "string") {
        absent.push({ name, reason: made });
        continue;
      }
      const entrant = { name, contender, served: served(made) };
      const verdict = await judge(entrant.served, workload, settings, handler);
      const isBare = contender.kind === "bare";
      judged.push({ ...entrant, ...(isBare ? { wrong: [], differences: [] } : verdict) });
    } catch (error) {
      absent.push({ name, reason: `fails: ${reasonOf(error)}` });
    }
  }
  return { judged, absent };
}

/** The bare contender that is subtracted from another. */
export const bareOf = ({ bare = BARE }: Pick<Contender, "bare">): string => bare;
