import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { cpus, totalmem, type } from "node:os";
import { dirname, join } from "node:path";

/** On what was measured. */
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

const require = createRequire(import.meta.url);

/** The version of an installed package, whether or not it exports its package.json. */
export function versionOf(name: string): string {
  for (const folder of require.resolve.paths(name) ?? []) {
    try {
      const { version } = JSON.parse(readFileSync(join(folder, name, "package.json"), "utf8")) as { version: string };
      return version;
    } catch {
      // Not in this folder.
    }
  }
  throw new Error(`${name} is not installed beside ${dirname(import.meta.url)}`);
}
