import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, extname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import {
  CorsConfigError,
  type CorsConfigIssue,
  type CorsOptions,
  type CorsPolicy,
  definePolicy,
} from "@fetch-cors/core";
import { createJiti } from "jiti";
import { UsageError } from "./usage-error.ts";

/** The file names that are tried if the user passes no file. */
const NAMES = ["cors.config.ts", "cors.config.js", "cors.config.mjs", "cors.config.json"];

/** Packages that a policy file may import even if they are not installed. The copies of this program are used then. */
const OWN_PACKAGES = ["@fetch-cors/core", "@fetch-cors/export"];

function aliasesFor(path: string): Record<string, string> {
  const missing = OWN_PACKAGES.filter((name) => {
    try {
      createRequire(path).resolve(name);
      return false;
    } catch {
      return true;
    }
  });
  return Object.fromEntries(missing.map((name) => [name, fileURLToPath(import.meta.resolve(name))]));
}

async function read(path: string): Promise<unknown> {
  if (extname(path) === ".json") return JSON.parse(readFileSync(path, "utf8"));
  const module = await createJiti(path, { alias: aliasesFor(path), moduleCache: false }).import(path);
  return (module as { default?: unknown }).default;
}

const isPolicy = (value: object): value is CorsPolicy => "decide" in value && typeof value.decide === "function";

/** The path of the policy file. Defaults to that of a `cors.config.*` in the directory. */
function pathOf(file: string | undefined, directory: string): string {
  const found = file ?? NAMES.find((name) => existsSync(resolve(directory, name)));
  if (found === undefined)
    throw new UsageError(`There is no policy file in this directory; write ${NAMES[0]}, or pass --policy FILE`);
  const path = resolve(directory, found);
  if (!existsSync(path)) throw new UsageError(`The policy file ${found} does not exist`);
  return path;
}

/**
 * Loads a policy file: `cors.config.ts`, `.js`, `.mjs` or `.json`, whose default export is options or a compiled
 * policy.
 *
 * @param file - The path. Defaults to a `cors.config.*` in `directory`.
 * @throws {UsageError} If there is no file, if it does not load, or if its policy is invalid. The message then lists
 * every problem.
 */
export async function loadPolicyFile(file: string | undefined, directory: string = process.cwd()): Promise<CorsPolicy> {
  const path = pathOf(file, directory);
  const name = basename(path);
  let value: unknown;
  try {
    value = await read(path);
  } catch (error) {
    if (error instanceof Error && isConfigError(error)) throw invalidPolicy(name, error);
    throw new UsageError(
      `${name} does not load: ${error instanceof Error ? error.message.split("\n")[0] : String(error)}`,
    );
  }
  if (typeof value === "function") {
    throw new UsageError(
      `${name} exports a function; a policy file must export options or a policy, because there is no request to pass to a function`,
    );
  }
  if (typeof value !== "object" || value === null) {
    throw new UsageError(`${name} has no default export; write export default { origin: ["https://app.example.com"] }`);
  }
  if (isPolicy(value)) return value;
  try {
    return definePolicy(value as CorsOptions);
  } catch (error) {
    if (error instanceof CorsConfigError) throw invalidPolicy(name, error);
    throw error;
  }
}

/** Whether an error is a `CorsConfigError`, perhaps from a different copy of core. */
const isConfigError = (error: Error): error is CorsConfigError =>
  error instanceof CorsConfigError || error.name === "CorsConfigError";

const ENVIRONMENT_HINT =
  "fetch-cors does not read .env files: if an environment variable contains the origins, set it first";

/** Whether an origin is missing as if it were read from an environment variable that is not set. */
const isUnset = ({ code, path, value }: CorsConfigIssue): boolean =>
  code === "missing-origin" || (path.startsWith("origin") && (value === "" || value === undefined));

/** The error for a policy file with mistakes. */
function invalidPolicy(name: string, { message, issues }: CorsConfigError): UsageError {
  const hint = extname(name) !== ".json" && issues.some(isUnset) ? `\n${ENVIRONMENT_HINT}` : "";
  return new UsageError(`${name}: ${message}${hint}`);
}
