import type { Results } from "../results.ts";
import { grouped, spread } from "./figures.ts";
import { table } from "./table.ts";

/** Shares of the bare handler's requests per second. */
export function endToEndSection({ runtimes }: Results["end-to-end"]): string {
  const names = Object.keys(runtimes);
  const lists = Object.values(runtimes);
  const requests = [...new Set(lists.flat().map(({ request }) => request))];
  const contenders = [...new Set(lists.flat().map(({ name }) => name))];
  return requests
    .map((request) => {
      const rows = contenders.map((name) => [
        name,
        ...lists.map((list) => {
          const found = list.find((one) => one.name === name && one.request === request);
          if (!found) return "–";
          return name === contenders[0] ? `${grouped(found.perSecond)} per second` : spread(found.ratio);
        }),
      ]);
      return table([request, ...names], rows);
    })
    .join("\n\n");
}
