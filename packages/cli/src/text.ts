import { styleText } from "node:util";
import type { Io } from "./command.ts";

/** The colors of the output. Each function returns the text unchanged if colors are off. */
export interface Paint {
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
  readonly warn: (text: string) => string;
  readonly strong: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly accent: (text: string) => string;
}

/** Returns the colors for a terminal, or no colors. */
export function createPaint({ colors }: Pick<Io, "colors">): Paint {
  const paint =
    (format: Parameters<typeof styleText>[0]) =>
    (text: string): string =>
      colors ? styleText(format, text, { validateStream: false }) : text;
  return {
    good: paint("green"),
    bad: paint("red"),
    warn: paint("yellow"),
    strong: paint("bold"),
    dim: paint("dim"),
    accent: paint("cyan"),
  };
}

/** Replaces control characters, because those from a server must not reach the terminal. */
export const printable = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are replaced
  text.replace(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/g, "\ufffd");

/**
 * Breaks a text into lines of at most `width` characters. Line breaks are kept, and a word that is longer stays whole.
 */
export const wrap = (text: string, width: number): readonly string[] =>
  text.split("\n").flatMap((line) => wrapLine(line, width));

function wrapLine(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** Wraps a sentence after a label. Later lines are aligned with the first. */
export function labelled(
  label: string,
  text: string,
  { width, paint = (one) => one }: { readonly width: number; readonly paint?: (label: string) => string },
): readonly string[] {
  const indent = " ".repeat(label.length + 2);
  return wrap(text, Math.max(40, width - indent.length)).map((line, index) =>
    index === 0 ? `${paint(label)}  ${line}` : indent + line,
  );
}
