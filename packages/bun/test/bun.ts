// Bun as it is installed from its npm package.
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
const manifest = JSON.parse(readFileSync(path("../node_modules/bun/package.json"), "utf8")) as { version: string };

export const VERSION: string = manifest.version;

/** The binary itself; the command of the package only starts it. */
export const BUN: string = path("../node_modules/bun/bin/bun.exe");

/** A program for Bun. */
export const onBun = (file: string): string => path(`on-bun/${file}`);

/** The folder of files that the tests write and the servers serve. */
export const FILES: string = mkdtempSync(join(tmpdir(), "fetch-cors-bun-"));
