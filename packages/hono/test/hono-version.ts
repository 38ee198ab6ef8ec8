import { readFileSync } from "node:fs";

// Hono does not export its package.json.
const packageJson = readFileSync(new URL("../node_modules/hono/package.json", import.meta.url), "utf8");

export const { version: honoVersion } = JSON.parse(packageJson) as { readonly version: string };
