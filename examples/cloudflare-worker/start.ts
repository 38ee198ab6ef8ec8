// Runs the worker locally in workerd, the runtime of Cloudflare. In your project, `wrangler dev` does this.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { Miniflare } from "miniflare";

const { outputFiles } = await build({
  entryPoints: [fileURLToPath(new URL("worker.ts", import.meta.url))],
  bundle: true,
  format: "esm",
  target: "es2022",
  write: false,
});

// In your project these are the `vars` of wrangler.jsonc.
const vars = process.env["VARS"] ?? '{ "ALLOWED_ORIGINS": "https://app.example.com http://localhost:*" }';

const miniflare = new Miniflare({
  modules: [{ type: "ESModule", path: "worker.js", contents: outputFiles[0]?.text ?? "" }],
  compatibilityDate: "2026-07-01",
  bindings: JSON.parse(vars),
  port: Number(process.env["PORT"] ?? 8787),
});
const { port } = await miniflare.ready;
console.log(`The worker listens on http://localhost:${port}`);
