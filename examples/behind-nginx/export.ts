// Writes the policy as nginx configuration. With --check it writes nothing, and fails if a file is out of date.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { toNginx } from "@fetch-cors/export";
import policy from "./cors.config.ts";

const directory = join(import.meta.dirname, "nginx/cors");
const { parts, files } = toNginx(policy, { directory });

mkdirSync(directory, { recursive: true });
const outdated = [...parts, ...files].filter(({ file, content }) => {
  const path = join(directory, file);
  return !existsSync(path) || readFileSync(path, "utf8") !== content;
});
for (const { file, content } of outdated) {
  if (process.argv.includes("--check")) console.error(`${file} is out of date; run npm run export`);
  else writeFileSync(join(directory, file), content);
}
if (process.argv.includes("--check") && outdated.length > 0) process.exitCode = 1;
