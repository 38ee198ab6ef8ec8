/** The streams and the terminal that a command works with. */
export interface Io {
  readonly stdin: NodeJS.ReadableStream;
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown };
  /** Whether output may have colors: standard output is a terminal, and NO_COLOR is not set. */
  readonly colors: boolean;
  /** Whether a person can answer a question: standard input and standard error are terminals. */
  readonly interactive: boolean;
  /** The width of the terminal in columns. */
  readonly width: number;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** The environment, for proxies. */
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** 0: the check passed; 1: a block, a difference or a finding; 2: wrong usage, or a server that cannot be reached. */
export type ExitStatus = 0 | 1 | 2;

/** A command of the program, such as `check`. */
export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** The whole text of `--help`, with examples. */
  readonly help: string;
  /**
   * Runs the command.
   *
   * @param args - The arguments after the name of the command.
   * @throws {UsageError} If the arguments cannot be used.
   */
  readonly run: (args: readonly string[], io: Io) => Promise<ExitStatus>;
}
