import type { Io } from "../command.ts";

/** A line on standard error that is updated repeatedly. */
export interface Progress {
  readonly update: (runs: number, differences: number) => void;
  readonly clear: () => void;
}

/** In milliseconds. */
const INTERVAL = 100;

/** Shows progress on a terminal, and nowhere else. */
export function progressOn({ stderr, interactive }: Io, total: number): Progress {
  if (!interactive) return { update: () => {}, clear: () => {} };
  let last = 0;
  return {
    update: (runs, differences) => {
      const now = Date.now();
      if (now - last < INTERVAL) return;
      last = now;
      // The search for the smallest request needs additional runs.
      stderr.write(
        `\r\x1b[K${Math.min(runs, total)}/${total} requests from pages, ${differences} ${differences === 1 ? "difference" : "differences"}`,
      );
    },
    clear: () => void stderr.write("\r\x1b[K"),
  };
}
