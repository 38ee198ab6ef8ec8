import type { Spread } from "../spread.ts";

/** A multiple. */
export const times = (value: number): string => (Number.isFinite(value) ? value.toFixed(2) : "–");

/** A multiple with what half of the rounds lie between. */
export const spread = ({ median, quartiles: [lower, upper] }: Spread): string =>
  `${times(median)} (${times(lower)}–${times(upper)})`;

/** Nanoseconds, as microseconds where that is shorter. */
export const duration = (nanoseconds: number): string =>
  nanoseconds < 10_000 ? `${grouped(nanoseconds)} ns` : `${grouped(Math.round(nanoseconds / 1000))} µs`;

/** A whole number with commas between its thousands. */
export const grouped = (value: number): string => Math.round(value).toLocaleString("en-US");
