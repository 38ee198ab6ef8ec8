/** The value below which a share of the values lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)] ?? Number.NaN;
  const above = sorted[Math.ceil(position)] ?? Number.NaN;
  return below + (above - below) * (position - Math.floor(position));
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** A median with its quartiles. */
export type Summary = readonly [median: number, lowerQuartile: number, upperQuartile: number];

/** The median and the quartiles, to two decimals. */
export const summarize = (values: readonly number[]): Summary =>
  [0.5, 0.25, 0.75].map((share) => hundredths(quantile(values, share))) as unknown as Summary;

export const hundredths = (value: number): number => Math.round(value * 100) / 100;
