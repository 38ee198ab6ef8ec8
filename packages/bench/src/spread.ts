import { median, quantile } from "./statistics.ts";

/** What the rounds say of one figure. */
export interface Spread {
  readonly median: number;
  readonly quartiles: readonly [lower: number, upper: number];
}

/** The median of the rounds, and the quartiles, to two decimals. */
export function spreadOf(values: readonly number[]): Spread {
  return {
    median: hundredths(median(values)),
    quartiles: [hundredths(quantile(values, 0.25)), hundredths(quantile(values, 0.75))],
  };
}

export const hundredths = (value: number): number => Math.round(value * 100) / 100;
