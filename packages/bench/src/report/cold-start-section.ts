import { BASELINES } from "../libraries.ts";
import type { Results } from "../results.ts";
import { summary } from "./format.ts";
import { table } from "./table.ts";

/** The total time of the baselines, and the time that each library adds to a bare response, in milliseconds. */
export function coldStartSection({ libraries }: Pick<Results["cold-start"], "libraries">): string {
  const runtimes = [...new Set(Object.values(libraries).flatMap((starts) => Object.keys(starts)))];
  const isBaseline = (library: string): boolean => BASELINES.some(({ name }) => name === library);
  return table(
    ["milliseconds", ...runtimes],
    Object.entries(libraries).map(([library, starts]) => [
      `${library}, ${isBaseline(library) ? "total" : "added"}`,
      ...runtimes.map((runtime) => {
        const start = starts[runtime];
        if (!start) return "–";
        return isBaseline(library) ? start.whole.toFixed(2) : summary(start.added);
      }),
    ]),
  );
}
