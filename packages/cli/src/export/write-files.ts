import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ServerConfiguration } from "@fetch-cors/export";
import { UsageError } from "../usage-error.ts";

/** A file of a configuration, compared with the one on disk. */
export interface ComparedFile {
  readonly file: string;
  /** Where the file belongs, or its purpose. */
  readonly place: string;
  readonly content: string;
  readonly state: "current" | "outdated" | "missing";
}

/** Compares the files of a configuration with those in a directory. */
export function compareFiles({ parts, files }: ServerConfiguration, directory: string): readonly ComparedFile[] {
  const all = [...parts, ...files.map((file) => ({ ...file, place: file.purpose }))];
  return all.map(({ file, place, content }) => {
    const current = read(join(directory, file));
    const state = current === undefined ? "missing" : current === content ? "current" : "outdated";
    return { file, place, content, state };
  });
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw new UsageError(`${path} cannot be read: ${(error as Error).message}`);
  }
}

/**
 * Writes the files that are not current.
 *
 * @throws {UsageError} If the directory cannot be written to.
 */
export function writeFiles(files: readonly ComparedFile[], directory: string): void {
  try {
    mkdirSync(directory, { recursive: true });
    for (const { file, content, state } of files) {
      if (state !== "current") writeFileSync(join(directory, file), content);
    }
  } catch (error) {
    throw new UsageError(`--out: ${directory} cannot be written to: ${(error as Error).message}`);
  }
}
