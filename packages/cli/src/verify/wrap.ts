/** Breaks a text between words. A word that is too long stays whole, so that a URL can be copied. */
export function wrap(
  text: string,
  { width, indent, hanging }: { readonly width: number; readonly indent: number; readonly hanging: number },
): readonly string[] {
  const lines: string[] = [];
  let line = " ".repeat(indent);
  let isEmpty = true;
  for (const word of text.split(/ (?! )/)) {
    if (!isEmpty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = " ".repeat(hanging);
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  lines.push(line);
  return lines;
}
