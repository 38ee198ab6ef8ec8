import type { HeaderLine } from "@fetch-cors/browser";
import { UsageError } from "../usage-error.ts";

/** Reads a number within limits. */
export function readNumber(
  option: string,
  text: string,
  { least, most }: { readonly least: number; readonly most: number },
): number {
  const number = text.trim() === "" ? Number.NaN : Number(text);
  const isWhole = least < 1 && least > 0 ? true : Number.isInteger(number);
  if (!(number >= least && number <= most) || !isWhole) {
    throw new UsageError(`${option}: ${JSON.stringify(text)} is not a number from ${least} to ${most}`);
  }
  return number;
}

/** Reads a header line like `Authorization: Bearer x`. */
export function readHeader(text: string): HeaderLine {
  const [, name, value = ""] = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*(.*)$/.exec(text) ?? [];
  if (name === undefined)
    throw new UsageError(`--header: ${JSON.stringify(text)} is not a header; write 'Name: value'`);
  return [name, value];
}
