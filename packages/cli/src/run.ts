import { CorsConfigError } from "@fetch-cors/core";
import type { ExitStatus, Io } from "./command.ts";
import { COMMANDS } from "./commands.ts";
import { UnreachableError } from "./transport/unreachable-error.ts";
import { UsageError } from "./usage-error.ts";
import { version } from "./version.ts";

const NAMES = Object.keys(COMMANDS);

const HELP = `fetch-cors: how do browsers treat a server's responses, why, and what fixes them?

Usage: fetch-cors COMMAND [options]

Commands:
${NAMES.map((name) => `  ${name.padEnd(9)}${COMMANDS[name]?.summary}`).join("\n")}

  fetch-cors COMMAND --help shows the options of a command, with examples.

Exit status:
  0  the check passed
  1  a request is blocked, the server differs from the policy, or the audit has findings
  2  wrong usage, or a server that cannot be reached

Examples:
  fetch-cors check https://api.example.com/users --origin https://app.example.com
  fetch-cors check https://api.example.com/users -X DELETE -H 'Authorization: Bearer x' --origin https://app.example.com
  fetch-cors explain "No 'Access-Control-Allow-Origin' header is present on the requested resource."
`;

/** The line for an expected error, such as an unreachable server; `undefined` for a bug in this program. */
function lineFor(error: unknown): string | undefined {
  if (error instanceof UsageError || error instanceof UnreachableError) return error.message;
  if (error instanceof CorsConfigError) return error.message;
  return undefined;
}

/** Runs a command line, and prints user mistakes without a stack trace. */
export async function run(args: readonly string[], io: Io): Promise<ExitStatus> {
  const [name = "", ...rest] = args;
  if (name === "" || name === "help" || name === "--help" || name === "-h") {
    if (name === "help" && rest[0] !== undefined) return run([...rest, "--help"], io);
    (name === "" ? io.stderr : io.stdout).write(HELP);
    return name === "" ? 2 : 0;
  }
  if (name === "--version" || name === "-v") {
    io.stdout.write(`${version()}\n`);
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? await COMMANDS[name]?.load() : undefined;
  try {
    if (!command) throw new UsageError(`There is no command ${JSON.stringify(name)}; write ${NAMES.join(", ")}`);
    if (rest.includes("--help") || rest.includes("-h")) {
      io.stdout.write(command.help);
      return 0;
    }
    return await command.run(rest, io);
  } catch (error) {
    if (io.signal.aborted) return 2;
    const line = lineFor(error);
    if (line === undefined) throw error;
    io.stderr.write(`fetch-cors: ${line}\n`);
    if (error instanceof UsageError) io.stderr.write(`See fetch-cors ${command ? `${name} ` : ""}--help\n`);
    return 2;
  }
}
