import { createInterface } from "node:readline";
import { text as readAll } from "node:stream/consumers";
import { engineName } from "../check/note.ts";
import type { Command, ExitStatus, Io } from "../command.ts";
import { parseArguments } from "../parse-arguments.ts";
import { createPaint, labelled, printable } from "../text.ts";
import { UsageError } from "../usage-error.ts";
import { type Explanation, explainText } from "./explain.ts";

const HELP = `fetch-cors explain: the cause and the fix of a console message

Usage: fetch-cors explain [MESSAGE] [--json]

Without a message, explain reads standard input, or prompts for a message on a terminal. It accepts one or more messages from
Chrome, Edge, Firefox or Safari, with any surrounding text.

      --json              print the explanations as JSON

Exit status: 0 if a message is explained; 1 if no message is about a blocked request; 2 for wrong usage.

Examples:
  fetch-cors explain "No 'Access-Control-Allow-Origin' header is present on the requested resource."
  pbpaste | fetch-cors explain
`;

/** Reads a message from a terminal, until an empty line. */
async function ask(io: Io): Promise<string> {
  io.stderr.write("Paste the console message, and end it with an empty line:\n");
  const lines: string[] = [];
  const reader = createInterface({ input: io.stdin, signal: io.signal });
  for await (const line of reader) {
    if (line.trim() === "" && lines.length > 0) break;
    lines.push(line);
  }
  reader.close();
  return lines.join("\n");
}

/** The `check` command for the request in a message; `undefined` if the message does not contain the URL. */
function checkCommand({ url, origin, method, header }: Explanation["values"]): string | undefined {
  if (!url || !URL.canParse(url)) return undefined;
  const quote = (text: string): string => (/^[\w:/.@%+,=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);
  const parts = [
    `fetch-cors check ${quote(url)}`,
    `--origin ${origin && origin !== "null" ? quote(origin) : "ORIGIN"}`,
  ];
  if (method) parts.push(`-X ${quote(method)}`);
  if (header) parts.push(`-H ${quote(`${header}: 1`)}`);
  return parts.join(" ");
}

function render(explanation: Explanation, io: Io): string {
  const { engine, code, cause, fix, values } = explanation;
  const paint = createPaint(io);
  const label = { width: io.width, paint: paint.strong };
  const command = checkCommand(values);
  return [
    `${paint.strong(code)}  ${paint.dim(`a message from ${engineName(engine)}`)}`,
    ...labelled("Cause", printable(cause), label),
    ...labelled("Fix  ", `${printable(fix)}.`, label),
    ...(command ? [`${paint.strong("Check")}  ${paint.accent(printable(command))}`] : []),
  ].join("\n");
}

async function run(args: readonly string[], io: Io): Promise<ExitStatus> {
  const { values, positionals } = parseArguments(args, { json: { type: "boolean" } });
  const given = positionals.join(" ");
  const input =
    given ||
    (io.interactive ? await ask(io) : await readAll(io.stdin as NodeJS.ReadableStream & AsyncIterable<Uint8Array>));
  if (input.trim() === "") throw new UsageError("There is no message; paste one, or pass it as an argument");
  const explanations = explainText(input);
  if (values.json) io.stdout.write(`${JSON.stringify({ version: 1, explanations }, null, 2)}\n`);
  else if (explanations.length > 0) io.stdout.write(`${explanations.map((one) => render(one, io)).join("\n\n")}\n`);
  if (explanations.length === 0) {
    io.stderr.write(
      "fetch-cors: this is not a message about a blocked request; copy the red line that names the URL from the console\n",
    );
  }
  return explanations.length > 0 ? 0 : 1;
}

/** The command `explain`. */
export const explain: Command = {
  name: "explain",
  summary: "the cause and the fix of a console message",
  help: HELP,
  run,
};
