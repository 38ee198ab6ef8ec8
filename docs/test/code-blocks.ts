// Cuts the code blocks out of the documentation, and turns them into modules that assert what they show.
import ts from "typescript";

/** A fenced block. */
export interface CodeBlock {
  readonly file: string;
  /** The number of its first line of code in the file. */
  readonly line: number;
  readonly language: string;
  /** The heading of the second level that it stands under, if any. */
  readonly section: string | undefined;
  readonly code: string;
}

/** The text of a source file's JSDoc, every line of it where it was. */
export const jsDocOf = (source: string): string =>
  source.replace(/^.*$/gm, (line) => /^\s*\* ?(.*)$/.exec(line)?.[1] ?? "");

/** The fenced blocks of a Markdown text. */
export function cutBlocks(file: string, markdown: string): CodeBlock[] {
  const blocks: CodeBlock[] = [];
  let section: string | undefined;
  let open: { readonly fence: string; readonly language: string; readonly lines: string[] } | undefined;
  markdown.split("\n").forEach((text, index) => {
    const [, fence = "", language = ""] = /^\s*(`{3,})(.*)$/.exec(text) ?? [];
    if (!open && fence) open = { fence, language, lines: [] };
    else if (!open) section = /^## (.*)$/.exec(text)?.[1] ?? section;
    else if (fence !== open.fence || language) open.lines.push(text);
    else {
      const line = index + 1 - open.lines.length;
      blocks.push({ file, line, language: open.language, section, code: open.lines.join("\n") });
      open = undefined;
    }
  });
  if (open) throw new Error(`${file}: a code block does not end`);
  return blocks;
}

/** The assertion of a marker: the value of the statement, or that it throws. */
interface Marker {
  readonly throws: boolean;
  readonly value: string;
}

/** The marker behind a statement, or alone on the next line; lines that are indented in their comment continue it. */
function markerAfter(code: string, end: number): Marker | undefined {
  const lines = code.slice(end).split("\n");
  if (!lines[0]?.trim()) lines.shift();
  const [, throws, first] = /^\s*\/\/ →( throws)?(.*)$/.exec(lines.shift() ?? "") ?? [];
  if (first === undefined) return undefined;
  const rest = lines.map((line) => /^\s*\/\/ {2,}(.*)$/.exec(line)?.[1]);
  const length = rest.indexOf(undefined);
  return { throws: !!throws, value: [first.trim(), ...rest.slice(0, length < 0 ? undefined : length)].join(" ") };
}

/** All statements that consist of an expression, in the order of the text. */
function expressionStatements(node: ts.Node): ts.ExpressionStatement[] {
  const found = ts.isExpressionStatement(node) ? [node] : [];
  ts.forEachChild(node, (child) => {
    found.push(...expressionStatements(child));
  });
  return found;
}

/**
 * The module that runs a block: unchanged, except for the statements with a marker.
 *
 * Every line keeps its number, so that what the compiler and a stack trace say leads to the documentation.
 */
export function toModule({ file, line, section, code }: CodeBlock): { source: string; assertions: number } {
  let asserting = code;
  let assertions = 0;
  const statements = expressionStatements(ts.createSourceFile("block.ts", code, ts.ScriptTarget.Latest, true));
  // From the end to the beginning, so that positions stay right.
  for (const statement of statements.reverse()) {
    const marker = markerAfter(code, statement.end);
    if (!marker) continue;
    const expression = statement.expression.getText();
    // Under a heading of errors.md the error has to be of that code.
    const expected = file === "docs/errors.md" ? `"${section}", ${marker.value}` : marker.value;
    const assertion = marker.throws
      ? `expect(await thrownBy(async () => (${expression}))).toEqual(expect.arrayContaining([${expected}]));`
      : `expect(await (${expression})).toEqual(${marker.value});`;
    asserting = asserting.slice(0, statement.getStart()) + assertion + asserting.slice(statement.end);
    assertions += 1;
  }
  const markers = code.match(/\/\/ →/g)?.length ?? 0;
  if (markers !== assertions) throw new Error(`${file}:${line}: a marker stands behind no statement`);

  const imports = assertions > 0 ? ['import { expect } from "vitest";'] : [];
  if (asserting.includes("thrownBy(")) imports.push('import { thrownBy } from "../test/code-blocks.ts";');
  return { source: imports.join(" ") + "\n".repeat(line - 1) + asserting, assertions };
}

/**
 * The lines of the message of what `run` throws, then the codes of its issues; nothing where it does not throw.
 *
 * @public The modules import it.
 */
export async function thrownBy(run: () => Promise<unknown>): Promise<readonly string[]> {
  try {
    await run();
    return [];
  } catch (error) {
    const { message, issues = [] } = error as Error & { readonly issues?: readonly { readonly code: string }[] };
    return [...message.split("\n"), ...issues.map(({ code }) => code)];
  }
}
