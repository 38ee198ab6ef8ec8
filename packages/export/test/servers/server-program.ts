/** The real servers: how each is configured with several policies, started in the foreground, and ended. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { CorsPolicy } from "@fetch-cors/core";
import getPort from "get-port";
import type { ExportOptions, ServerConfiguration } from "../../src/index.ts";

/** One policy, the port that it listens on, and the ports behind it. */
export interface Site {
  readonly port: number;
  readonly upstream: number;
  readonly configuration: ServerConfiguration;
}

export interface ServerProgram {
  /** As the table shows it. */
  readonly title: string;
  readonly command: string;
  /** The arguments that print the version. */
  readonly versionArgs: readonly string[];
  /** How to install it. */
  readonly installation: string;
  readonly toConfiguration: (policy: CorsPolicy, options: ExportOptions) => ServerConfiguration;
  /** The whole configuration for some sites. */
  readonly configure: (sites: readonly Site[], directory: string) => string;
  /** The name of the file for the whole configuration. */
  readonly file: string;
  /** The arguments to run in the foreground with the configuration `file` in `directory`. */
  readonly args: (file: string, directory: string) => readonly string[];
}

// Debian has servers where the PATH of a user does not look, and CI installs those of PyPI into a directory of its own.
const env = (directory: string): NodeJS.ProcessEnv => ({
  ...process.env,
  PATH: `${process.env["PATH"]}:/usr/local/sbin:/usr/sbin`,
  HOME: directory,
  XDG_CONFIG_HOME: directory,
  XDG_DATA_HOME: directory,
});

/** The version of a server, like `1.22.1`; `undefined` if it is not installed. */
export function versionOf({ command, versionArgs }: ServerProgram): string | undefined {
  const { error, stdout, stderr } = spawnSync(command, versionArgs, { env: env(tmpdir()), encoding: "utf8" });
  return error ? undefined : /\d+\.\d+\.\d+/.exec(stdout + stderr)?.[0];
}

/** Ports for new servers; all are different. */
export const freePorts = (count: number): Promise<readonly number[]> =>
  Promise.all(Array.from({ length: count }, () => getPort()));

/** A port on which no server listens. It is a privileged port, so no other test can get it as a free port meanwhile. */
export const CLOSED_PORT = 1;

/** Writes the parts and files of a configuration into a directory. */
export function writeConfiguration({ parts, files }: ServerConfiguration, directory: string): void {
  for (const { file, content } of [...parts, ...files]) writeFileSync(join(directory, file), content);
}

/** The content of a part. */
export const partOf = ({ parts }: ServerConfiguration, name: string): string =>
  parts.find((part) => part.name === name)?.content ?? "";

const isOpen = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => resolve(true));
    socket.once("error", () => resolve(false)).once("connect", () => socket.destroy());
  });

export interface Running {
  readonly stop: () => Promise<void>;
  readonly pid: number;
  /** From the start to the first answer, in milliseconds. */
  readonly startTime: number;
}

/** Makes a directory for a server that an unprivileged process can read. */
export function makeDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "fetch-cors-export-"));
  mkdirSync(join(directory, "logs"));
  spawnSync("chmod", ["755", directory]);
  return directory;
}

/** Starts a server with a configuration in `directory`, and returns as soon as all ports answer. */
export async function run(
  program: Pick<ServerProgram, "command" | "args" | "file">,
  configuration: string,
  ports: readonly number[],
  directory: string,
): Promise<Running> {
  const file = join(directory, program.file);
  writeFileSync(file, configuration);
  const start = performance.now();
  const child: ChildProcess = spawn(program.command, program.args(file, directory), {
    env: env(directory),
    cwd: directory,
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  const exit = once(child, "exit").catch(() => undefined);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on("data", (text) => {
      if (output.length < 2000) output += String(text).slice(0, 2000);
    });
  }
  const kill = (): void => {
    try {
      process.kill(-(child.pid ?? 0), "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  };
  process.once("exit", kill);
  const stop = async (): Promise<void> => {
    kill();
    await exit;
    process.off("exit", kill);
    rmSync(directory, { recursive: true, force: true });
  };
  let waiting = [...ports];
  for (const deadline = Date.now() + 60_000; child.exitCode === null && Date.now() < deadline; await sleep(20)) {
    const open = await Promise.all(waiting.map(isOpen));
    waiting = waiting.filter((_, index) => !open[index]);
    if (waiting.length === 0) return { stop, pid: child.pid ?? 0, startTime: performance.now() - start };
  }
  await stop();
  throw new Error(`${program.command} does not answer: ${output}`);
}
