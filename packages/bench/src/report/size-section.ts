import type { Results } from "../results.ts";
import { grouped } from "./format.ts";
import { table } from "./table.ts";

export const sizeSection = ({ sizes }: Pick<Results["size"], "sizes">): string =>
  table(
    ["bytes", "minified", "with brotli"],
    Object.entries(sizes).map(([name, { minified, brotli }]) => [name, grouped(minified), grouped(brotli)]),
  );
