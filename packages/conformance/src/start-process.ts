import { spawn } from "node:child_process";

/** A server in a process of its own. */
export interface StartedProcess {
  /** Where it answers, without a slash at the end. */
  readonly url: string;
  /** Everything that it has written so far, to both of its outputs. */
  readonly output: () => string;
  /** Ends it, and whatever it has started. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts a server, and waits until it says where it listens: it has to write a line with its `http://` URL.
 *
 * @param timeout - In milliseconds. Defaults to 120,000.
 * @throws Where it ends, or says nothing in time; with everything that it wrote.
 */
export async function startProcess(
  command: string,
  args: readonly string[],
  { cwd, env = {}, timeout = 120_000 }: { cwd?: string; env?: Readonly<Record<string, string>>; timeout?: number } = {},
): Promise<StartedProcess> {
  // A group of its own: what it starts itself ends along with it.
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, detached: true });
  const ended = new Promise<void>((resolve) => child.once("close", () => resolve()));
  const kill = (): void => {
    // It could not start; and -0 would be the group that we are in ourselves.
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
    timer = setTimeout(fail, timeout, "did not say where it listens");
    const read = (chunk: Buffer): void => {
      output += chunk;
      // Not at the end, as the rest of the port may be still to come; nor before "]", as that was no port but an IPv6 address.
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
