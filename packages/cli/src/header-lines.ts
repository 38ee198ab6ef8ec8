import type { HeaderLine } from "@fetch-cors/browser";

/**
 * The value of each line of a header.
 *
 * @param name - In lower case.
 */
export const valuesOf = (lines: readonly HeaderLine[], name: string): string[] =>
  lines.filter(([one]) => one.toLowerCase() === name).map(([, value]) => value);

/**
 * The elements of a header that is a list, in lower case.
 *
 * @param name - In lower case.
 */
export const elementsOf = (lines: readonly HeaderLine[], name: string): readonly string[] =>
  valuesOf(lines, name)
    .flatMap((line) => line.split(","))
    .map((element) => element.trim().toLowerCase())
    .filter((element) => element !== "");

/** `Origin` instead of `origin`: the spelling of browsers in HTTP/1.1. */
export const capitalize = (name: string): string => name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase());
