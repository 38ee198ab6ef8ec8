// Builds and starts the test apps like deployed ones: `next build`, then `next start` or the standalone server.
import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { type StartedProcess, startProcess } from "@fetch-cors/conformance/runtime";

const require = createRequire(import.meta.url);
const bin = require.resolve("next/dist/bin/next");
/** The installed version of Next.js. */
export const { version } = require("next/package.json") as { version: string };

/** Another host, which allows every origin. Its address differs from `localhost`, which would be the app itself. */
const upstream = createServer((_request, response) => {
  response.setHeader("Access-Control-Allow-Origin", "*").setHeader("Vary", "Accept-Language").end("from another host");
});
upstream.listen(0, "127.0.0.1").unref();
await once(upstream, "listening");
const UPSTREAM = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;

const folderOf = (app: string): string => fileURLToPath(new URL(`./${app}`, import.meta.url));
/** The key with which Auth.js encrypts its sessions. */
export const AUTH_SECRET = "the secret of the tests";

const settings = { NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production", UPSTREAM, AUTH_SECRET } as const;

interface Built {
  readonly exitCode: number;
  /** Standard output and standard error of the build. */
  readonly log: string;
}

const builds = new Map<string, Promise<Built>>();

/** Builds an app, once for each environment. */
export function build(app: string, env: Readonly<Record<string, string>> = {}): Promise<Built> {
  const key = JSON.stringify([app, env]);
  const built =
    builds.get(key) ??
    new Promise<Built>((resolve) => {
      const options = { cwd: folderOf(app), env: { ...process.env, ...env, ...settings } };
      execFile(process.execPath, [bin, "build"], options, (error, stdout, stderr) => {
        resolve({ exitCode: error ? Number(error.code) : 0, log: stdout + stderr });
      });
    });
  builds.set(key, built);
  return built;
}

async function buildOrThrow(app: string): Promise<void> {
  const { exitCode, log } = await build(app);
  if (exitCode !== 0) throw new Error(log);
}

/** Starts an app, by default the main one, optionally with more environment variables. The first call builds it. */
export async function startNext(env: Readonly<Record<string, string>> = {}, app = "app"): Promise<StartedProcess> {
  await buildOrThrow(app);
  const options = { cwd: folderOf(app), env: { ...settings, ...env } };
  return startProcess(process.execPath, [bin, "start", "--port", "0"], options);
}

/** Starts the standalone server of the app `configured`. */
export async function startStandalone(): Promise<StartedProcess> {
  await buildOrThrow("configured");
  const cwd = folderOf("configured/.next/standalone/packages/next/test/configured");
  return startProcess(process.execPath, ["server.js"], { cwd, env: { ...settings, PORT: "0", HOSTNAME: "127.0.0.1" } });
}

/** Starts the development server of the main app. */
export function startDevelopment(): Promise<StartedProcess> {
  const env = { ...settings, NODE_ENV: "development" };
  return startProcess(process.execPath, [bin, "dev", "--port", "0"], { cwd: folderOf("app"), env });
}
