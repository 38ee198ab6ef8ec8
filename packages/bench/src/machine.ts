import { cpus, totalmem, type } from "node:os";

/** The machine of a measurement. */
export interface Machine {
  readonly model: string;
  readonly cores: number;
  /** In GiB. */
  readonly memory: number;
  readonly system: string;
}

export function machine(): Machine {
  const model = cpus()[0]?.model.trim() ?? "unknown";
  return {
    model,
    cores: cpus().length,
    memory: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${process.arch}`,
  };
}
