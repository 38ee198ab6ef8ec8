import type { Io } from "./command.ts";

/** The width of output that is not a terminal, in columns. */
const DEFAULT_WIDTH = 100;

/** The streams of the process. */
export function createIo(signal: AbortSignal): Io {
  const { stdin, stdout, stderr, env } = process;
  return {
    stdin,
    stdout,
    stderr,
    colors: stdout.isTTY === true && stdout.hasColors(),
    interactive: stdin.isTTY === true && stderr.isTTY === true,
    width: stdout.columns ?? DEFAULT_WIDTH,
    signal,
    env,
  };
}
