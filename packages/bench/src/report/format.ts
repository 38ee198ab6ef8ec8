import type { Summary } from "../statistics.ts";

/** A multiple, or a dash if it is unknown. */
export const multiple = (value: number | undefined): string =>
  value !== undefined && Number.isFinite(value) ? value.toFixed(2) : "–";

/** A median with its quartiles. If all three are rounded to zero, they are less than a hundredth. */
export const summary = (value: Summary | undefined): string => {
  if (!value) return "–";
  if (value.every((one) => one === 0)) return "< 0.01";
  return `${multiple(value[0])} (${multiple(value[1])}–${multiple(value[2])})`;
};

/** Nanoseconds, as microseconds if these are shorter. */
export const duration = (nanoseconds: number): string =>
  nanoseconds < 10_000 ? `${grouped(nanoseconds)} ns` : `${grouped(nanoseconds / 1000)} µs`;

/** A whole number with commas between its thousands, or a dash if it is unknown. */
export const grouped = (value: number): string =>
  Number.isFinite(value) ? Math.round(value).toLocaleString("en-US") : "–";
