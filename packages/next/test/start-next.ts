// Builds the test app and starts it, as it is deployed: `next build`, then `next start`.
import { execFile } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { type StartedProcess, startProcess } from "@fetch-cors/conformance/runtime";

const require = createRequire(import.meta.url);
const bin = require.resolve("next/dist/bin/next");
const cwd = fileURLToPath(new URL("./app", import.meta.url));

/** As installed. */
export const { version } = require("next/package.json") as { version: string };

/** Another host, which allows everybody by itself. Next.js would take this machine's own address for the app. */
const upstream = createServer((_request, response) => {
  response.setHeader("Access-Control-Allow-Origin", "*").setHeader("Vary", "Accept-Language").end("from another host");
});
upstream.listen(0, "127.0.0.1").unref();
await once(upstream, "listening");
const UPSTREAM = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;

let built: Promise<{ readonly stdout: string; readonly stderr: string }> | undefined;

/** What the build has written, to both of its outputs. */
export async function buildLog(): Promise<string> {
  const log = await built;
  return `${log?.stdout}${log?.stderr}`;
}

/** Starts the app, with more in its environment if needed; the first call builds it. */
export async function startNext(env: Readonly<Record<string, string>> = {}): Promise<StartedProcess> {
  const settings = { NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production", UPSTREAM, ...env };
  built ??= promisify(execFile)(process.execPath, [bin, "build"], { cwd, env: { ...process.env, ...settings } });
  await built;
  return startProcess(process.execPath, [bin, "start", "--port", "0"], { cwd, env: settings });
}
