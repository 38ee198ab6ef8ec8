/** Servers that are programs of their own: nginx and Python. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import getPort from "get-port";
import type { RunningServer } from "./server.ts";

// Debian has nginx where the PATH of a user does not look.
const env = { ...process.env, PATH: `${process.env["PATH"]}:/usr/local/sbin:/usr/sbin` };

/** Whether a program can be started. */
export const isInstalled = (program: string): boolean =>
  spawnSync(program, [program === "nginx" ? "-v" : "--version"], { env }).error === undefined;

const isOpen = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1", () => resolve(true));
    socket.once("error", () => resolve(false)).once("connect", () => socket.destroy());
  });

async function start(
  command: string,
  args: readonly string[],
  port: number,
  directory: string,
): Promise<RunningServer> {
  const child: ChildProcess = spawn(command, args, { env, cwd: directory, stdio: "ignore" });
  const exit = once(child, "exit");
  const close = async (): Promise<void> => {
    child.kill("SIGKILL");
    await exit;
    rmSync(directory, { recursive: true, force: true });
  };
  for (let attempt = 0; attempt < 300 && child.exitCode === null; attempt += 1) {
    if (await isOpen(port)) return { port, close };
    await wait(50);
  }
  await close();
  throw new Error(`${command} does not answer`);
}

/** nginx with directives of `http` and of one location, which answers with a JSON document. */
export const nginx =
  (location: string, http = "") =>
  async (): Promise<RunningServer> => {
    const directory = mkdtempSync(join(tmpdir(), "fetch-cors-audit-"));
    const port = await getPort();
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
      .map((name) => `${name}_temp_path ${directory};`)
      .join(" ");
    writeFileSync(
      join(directory, "nginx.conf"),
      `daemon off; master_process off; pid nginx.pid; error_log stderr crit; events {}
http { access_log off; ${temporary} ${http}
  server { listen 127.0.0.1:${port}; location /me { default_type application/json; ${location} return 200 '{"name":null}'; } } }`,
    );
    return start("nginx", ["-p", directory, "-c", join(directory, "nginx.conf"), "-e", "stderr"], port, directory);
  };

/** Python's http.server with a method `end_headers` of its own; \`origin\` is the origin of the request. */
export const python = (endHeaders: string) => async (): Promise<RunningServer> => {
  const directory = mkdtempSync(join(tmpdir(), "fetch-cors-audit-"));
  const port = await getPort();
  writeFileSync(join(directory, "me"), '{"name":null}');
  writeFileSync(
    join(directory, "server.py"),
    `from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

class Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def end_headers(self):
        origin = self.headers.get("Origin") if hasattr(self, "headers") else None
        ${endHeaders}
        super().end_headers()
    def do_OPTIONS(self):
        self.send_response(204)
        self.end_headers()
    def log_message(self, *args):
        pass

ThreadingHTTPServer(("127.0.0.1", ${port}), Handler).serve_forever()
`,
  );
  return start("python3", ["server.py"], port, directory);
};
