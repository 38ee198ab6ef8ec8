import type { Results } from "../results.ts";
import { grouped } from "./figures.ts";
import { table } from "./table.ts";

export const sizeSection = ({ sizes }: Results["size"]): string =>
  table(
    ["bytes", "minified", "and brotli"],
    sizes.map(({ name, minified, brotli }) => [name, grouped(minified), grouped(brotli)]),
  );
