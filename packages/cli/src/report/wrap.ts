/** Breaks a text into lines of a width in columns, with an indentation. */
export function wrap(text: string, width: number, indentation: string): string[] {
  const lines: string[] = [];
  let line = indentation;
  for (const word of text.split(" ")) {
    if (line.length > indentation.length && line.length + word.length + 1 > width) {
      lines.push(line);
      line = indentation;
    }
    line += line === indentation ? word : ` ${word}`;
  }
  return [...lines, line];
}
