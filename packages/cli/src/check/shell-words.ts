/** Escapes in `$'…'` of bash. */
const ESCAPES: Readonly<Record<string, string>> = {
  n: "\n",
  r: "\r",
  t: "\t",
  a: "\x07",
  b: "\b",
  e: "\x1b",
  f: "\f",
  v: "\v",
};

/** Replaces the escapes in the text of `$'…'`. */
const withoutEscapes = (text: string): string =>
  text.replace(
    /\\(?:u([\da-fA-F]{1,4})|x([\da-fA-F]{1,2})|([0-7]{1,3})|([\s\S]))/g,
    (_, unicode, hex, octal, other) => {
      if (other !== undefined) return ESCAPES[other] ?? other;
      return String.fromCodePoint(
        octal === undefined ? Number.parseInt(unicode ?? hex, 16) : Number.parseInt(octal, 8),
      );
    },
  );

/** A piece of a command line in bash: quoted text, an escape, the end of a command, white space, or anything else. */
const PIECES =
  /\$'((?:[^'\\]|\\[\s\S])*)'|'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|\\(\r?\n)|\\([\s\S])|([;&|\n]+)|(\s+)|([^\s'"\\;&|]+|['"\\$])/g;

/** The commands of a text in the syntax of bash, each as its words. */
export function shellCommands(text: string): readonly (readonly string[])[] {
  const commands: string[][] = [[]];
  let word: string | undefined;
  const endWord = (): void => {
    if (word !== undefined) commands.at(-1)?.push(word);
    word = undefined;
  };
  for (const [, ansi, single, double, continuation, escaped, end, space, plain] of text.matchAll(PIECES)) {
    if (continuation !== undefined) continue;
    if (space !== undefined) endWord();
    else if (end !== undefined) {
      endWord();
      commands.push([]);
    } else if (ansi !== undefined) word = (word ?? "") + withoutEscapes(ansi);
    else if (double !== undefined) word = (word ?? "") + double.replace(/\\\r?\n/g, "").replace(/\\(["\\$`])/g, "$1");
    else word = (word ?? "") + (single ?? escaped ?? plain ?? "");
  }
  endWord();
  return commands.filter((words) => words.length > 0);
}

/**
 * Whether a text is in the syntax of `cmd.exe`, as "Copy as cURL (cmd)" writes it: the first argument has a caret
 * before its quote, or the first line continues after a caret.
 */
export const isCmd = (text: string): boolean =>
  /^\s*curl(?:\.exe)?\s+(?:--?[\w-]+\s+)?\^"/.test(text) || /^\s*curl[^\n']* \^\r?\n/.test(text);

/**
 * Applies the rules of `cmd.exe`: a caret takes the next character literally, and `&` or a line break ends a command.
 */
function withoutCarets(text: string): readonly string[] {
  const commands = [""];
  const add = (piece: string): void => {
    commands[commands.length - 1] += piece;
  };
  // A caret before a line break takes the character after it, which may be another line break.
  for (const [piece, escapedBreak, escaped, end] of text.matchAll(
    /\^\r?\n(\r?\n)?|\^([\s\S])|(&|\r?\n)|[^^&\r\n]+|\^$/g,
  )) {
    if (end !== undefined) commands.push("");
    else if (escapedBreak !== undefined) add("\n");
    else if (escaped !== undefined) add(escaped);
    else if (!piece.startsWith("^")) add(piece);
  }
  return commands;
}

/** The words of a command by the rules of programs on Windows: quotes, and backslashes before quotes. */
function windowsWords(command: string): readonly string[] {
  const words: string[] = [];
  for (const [word] of command.matchAll(/(?:"(?:\\[\s\S]|""|[^"\\])*"?|[^\s"])+/g)) {
    words.push(
      word.replace(/"((?:\\[\s\S]|""|[^"\\])*)"?/g, (_, quoted: string) =>
        quoted.replace(/\\(["\\])|""/g, (_pair, escaped?: string) => escaped ?? '"'),
      ),
    );
  }
  return words;
}

/** The commands of a text in the syntax of `cmd.exe`, each as its words. */
export const cmdCommands = (text: string): readonly (readonly string[])[] =>
  withoutCarets(text)
    .map(windowsWords)
    .filter((words) => words.length > 0);
