import type { Results } from "../results.ts";
import { spread } from "./figures.ts";
import { table } from "./table.ts";

/** Milliseconds. The two baselines as they are, everything else as what it adds to a bare Response. */
export function coldStartSection({ runtimes }: Results["cold-start"]): string {
  const names = Object.keys(runtimes);
  const lists = Object.values(runtimes);
  const [empty, bare, ...rest] = lists[0] ?? [];
  const row = (name: string, isBaseline: boolean): readonly string[] => [
    isBaseline ? `${name}, in all` : `${name}, added`,
    ...lists.map((list) => {
      const start = list.find((one) => one.name === name);
      if (!start) return "–";
      return isBaseline ? start.whole.toFixed(2) : spread(start.added);
    }),
  ];
  return table(
    ["milliseconds", ...names],
    [
      ...[empty, bare].flatMap((one) => (one ? [row(one.name, true)] : [])),
      ...rest.map(({ name }) => row(name, false)),
    ],
  );
}
