import { type ParseArgsConfig, parseArgs } from "node:util";
import { UsageError } from "./usage-error.ts";

type Options = NonNullable<ParseArgsConfig["options"]>;

/** The options and the other arguments of a command, as Node's `parseArgs` returns them. */
export type ParsedArguments<T extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; options: T; allowPositionals: true }>
>;

/**
 * Parses the arguments of a command.
 *
 * @throws {UsageError} If an option is unknown, or has no value or a needless one.
 */
export function parseArguments<T extends Options>(args: readonly string[], options: T): ParsedArguments<T> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    // The first sentence of Node's messages describes the argument. The others give advice about `--`.
    throw new UsageError((error as Error).message.split(/\.(?:\s|$)/)[0] ?? "");
  }
}
