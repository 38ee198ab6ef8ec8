/** The tested shared caches, configured only to store responses. No setting makes them respect `Vary`. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import getPort from "get-port";
import { send } from "./origin-server.ts";

interface CacheProgram {
  readonly command: string;
  readonly debianPackage: string;
  /** The statuses whose responses it stores if `Cache-Control` permits it. */
  readonly stores: readonly number[];
  /** Returns its arguments: run in the foreground, listen on `port`, and write only into `directory`. */
  readonly configure: (directory: string, port: number, originPort: number) => string;
}

export const nginx: CacheProgram = {
  command: "nginx",
  debianPackage: "nginx",
  stores: [200, 302, 404, 500],
  configure(directory, port, originPort) {
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${name};`);
    const configuration = `daemon off; master_process off; pid nginx.pid; events {}
      http {
        access_log off; ${temporary.join(" ")} proxy_cache_path store keys_zone=store:1m;
        server {
          listen 127.0.0.1:${port};
          location / { proxy_pass http://127.0.0.1:${originPort}; proxy_cache store; }
        }
      }`;
    writeFileSync(join(directory, "nginx.conf"), configuration);
    return `-p ${directory} -e stderr -c nginx.conf`;
  },
};

export const varnish: CacheProgram = {
  command: "varnishd",
  debianPackage: "varnish",
  stores: [200, 302, 404],
  configure: (directory, port, originPort) =>
    `-F -j none -T none -n ${directory} -s malloc,16m -a 127.0.0.1:${port} -b 127.0.0.1:${originPort}`,
};

// Debian installs both in directories that are not in the PATH of a user.
const env = { ...process.env, PATH: `${process.env["PATH"]}:/usr/local/sbin:/usr/sbin` };

/** Why the program cannot run on this machine; `undefined` if it is installed. */
export const absence = ({ command, debianPackage }: CacheProgram): string | undefined =>
  spawnSync(command, ["-V"], { env }).error &&
  `${command} is not installed, so its tests are skipped; install the Debian package "${debianPackage}"`;

/** Starts a cache in front of a server, in a temporary directory, and returns when it responds. */
export async function startCache({ command, configure }: CacheProgram, originPort: number) {
  const port = await getPort();
  const directory = mkdtempSync(join(tmpdir(), `${command}-`));
  const args = configure(directory, port, originPort).split(" ");
  const child = spawn(command, args, { env, stdio: ["ignore", "ignore", "pipe"] });
  const exit = once(child, "exit");
  let received = "";
  child.stderr.on("data", (text) => {
    received += text;
  });
  const kill = () => child.kill("SIGKILL");
  const clear = () => rmSync(directory, { recursive: true, force: true });
  const abandon = () => kill() && clear();
  process.once("exit", abandon);
  const stop = async () => {
    const patience = setTimeout(kill, 5000);
    if (child.kill()) await exit;
    clearTimeout(patience);
    process.off("exit", abandon);
    clear();
  };
  for (const deadline = Date.now() + 20_000; child.exitCode === null && Date.now() < deadline; await sleep(50)) {
    const answer = await send(port, "/", "GET", {}).catch(() => undefined);
    if (answer?.status === 404) return { port, stop };
  }
  await stop();
  throw new Error(`${command} does not respond: ${received}`);
}
