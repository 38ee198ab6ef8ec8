// Writes the versions of package.json into the jsr.json of the packages that are on JSR as well: `changeset version`
// knows nothing of them. `pnpm run version` runs both, and test/jsr.test.ts sees where it was not.
import { readFileSync, writeFileSync } from "node:fs";

const fileOf = (folder: string, name: string): URL => new URL(`../${folder}/${name}`, import.meta.url);
const versionOf = (folder: string): string => JSON.parse(readFileSync(fileOf(folder, "package.json"), "utf8")).version;

for (const folder of ["core", "deno"]) {
  const file = fileOf(folder, "jsr.json");
  const updated = readFileSync(file, "utf8")
    .replace(/(?<="version": ")[^"]*/, versionOf(folder))
    .replace(/(?<=jsr:@fetch-cors\/core@\^)[^"]*/, versionOf("core"));
  writeFileSync(file, updated);
}
