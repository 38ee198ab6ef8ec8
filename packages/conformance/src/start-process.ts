import { spawn } from "node:child_process";

/** A server in a child process. */
export interface StartedProcess {
  /** Its base URL, without a trailing slash. */
  readonly url: string;
  /** Everything that it has written to standard output and standard error so far. */
  readonly output: () => string;
  /** Kills it and every process that it started. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts a server and waits until it prints a line with its `http://` URL.
 *
 * @param timeout - In milliseconds. Defaults to 120,000.
 * @throws If the process ends or prints no URL in time. The message has its output.
 */
export async function startProcess(
  command: string,
  args: readonly string[],
  { cwd, env = {}, timeout = 120_000 }: { cwd?: string; env?: Readonly<Record<string, string>>; timeout?: number } = {},
): Promise<StartedProcess> {
  // A separate process group, so that its own child processes are killed too.
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, detached: true });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const kill = (): void => {
    // The process did not start. `kill(-0)` would kill our own process group.
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // It has ended already.
    }
  };
  process.once("exit", kill);
  let output = "";
  let timer: NodeJS.Timeout | undefined;
  const listening = new Promise<string>((resolve, reject) => {
    const fail = (why: string): void => reject(new Error(`${command} ${args.join(" ")} ${why}:\n${output}`));
    timer = setTimeout(fail, timeout, "did not print its URL");
    const read = (chunk: Buffer): void => {
      output += chunk;
      // The URL must not be at the end of the output, because the rest of the port may follow, nor end before "]" of an
      // IPv6 address.
      const found = /http:\/\/[\w.[\]:-]+:\d+(?=[^\d\]])/.exec(output);
      if (found) resolve(found[0].replace("0.0.0.0", "127.0.0.1"));
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    child.once("error", (error) => fail(`cannot start (${error.message})`));
    ended.then(() => fail("has ended"));
  });
  const stop = async (): Promise<void> => {
    kill();
    process.off("exit", kill);
    await ended;
  };
  try {
    return { url: await listening, output: () => output, stop };
  } catch (error) {
    await stop();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
