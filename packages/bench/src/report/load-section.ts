import { BARE } from "../contender.ts";
import type { Results } from "../results.ts";
import { grouped, summary } from "./format.ts";
import { table } from "./table.ts";

/** Shares of the requests that the bare handler handles per second of CPU time. */
export function loadSection({ results }: Pick<Results["load"], "results">): string {
  const requests = [...new Set(results.map(({ request }) => request))];
  return requests
    .map((request) => {
      const columns = results.filter((result) => result.request === request);
      const names = [...new Set(columns.flatMap(({ shares }) => Object.keys(shares)))];
      return table(
        [request, ...columns.map(({ runtime, server }) => `${runtime}, ${server}`)],
        [
          [BARE, ...columns.map(({ bare }) => `${grouped(bare)} per CPU second`)],
          ...names.map((name) => [name, ...columns.map(({ shares }) => summary(shares[name]))]),
        ],
      );
    })
    .join("\n\n");
}
