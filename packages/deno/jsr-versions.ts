// Copies the versions of package.json to the jsr.json of the packages that are on JSR too, because `changeset version`
// does not. `pnpm run version` runs both, and test/jsr.test.ts checks the result.
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
