import type { Refuse } from "./export-error.ts";

/** The options that all exports share. */
export interface ExportOptions {
  /**
   * The prefix of all variables, matchers and files, so that one server can have several policies: a lower-case letter,
   * then lower-case letters, digits and underscores. Defaults to `"cors"`.
   */
  readonly name?: string | undefined;
  /**
   * The directory of the data files on the server, without a trailing slash. Defaults to the directory against which
   * the server resolves relative names.
   */
  readonly directory?: string | undefined;
  /**
   * The version of the server, such as `"1.22.1"`. A version that is too old is an error. Defaults to the oldest tested
   * version.
   */
  readonly version?: string | undefined;
}

/** The options, with defaults applied. */
export interface ReadExportOptions {
  readonly name: string;
  /** The path of a data file in the configuration. */
  readonly pathOf: (file: string) => string;
  /** Whether the server has this version or a later one. */
  readonly isAtLeast: (version: string) => boolean;
}

const VERSION = /^\d+(?:\.\d+)*$/;

/** Compares versions number by number; negative if `first` is older. */
const compareVersions = (first: string, second: string): number => first.localeCompare(second, "en", { numeric: true });

/**
 * Reads the options that all exports share.
 *
 * @param oldest - The oldest version of the server that is tested.
 * @param known - The names of the options that the export takes in addition to the shared ones.
 */
export function readExportOptions(
  options: ExportOptions,
  { oldest, known = [] }: { readonly oldest: string; readonly known?: readonly string[] },
  refuse: Refuse,
): ReadExportOptions {
  const { name = "cors", directory, version = oldest } = options;
  const names = ["name", "directory", "version", ...known];
  for (const option of Object.keys(options).filter((one) => !names.includes(one))) {
    refuse("invalid-option", `options.${option}`, options[option as "name"], `There is no such option; leave it out`);
  }
  if (typeof name !== "string" || !/^[a-z][a-z0-9_]{0,31}$/.test(name)) {
    refuse("invalid-option", "options.name", name, 'Write lower-case letters, digits and underscores, like "cors"');
  }
  if (
    directory !== undefined &&
    !(typeof directory === "string" && /^[A-Za-z0-9_./-]*[A-Za-z0-9_.-]$/.test(directory))
  ) {
    refuse("invalid-option", "options.directory", directory, 'Write a path of safe characters, like "/etc/cors"');
  }
  if (typeof version !== "string" || !VERSION.test(version)) {
    refuse("invalid-option", "options.version", version, `Write a version, like "${oldest}"`);
  } else if (compareVersions(version, oldest) < 0) {
    refuse("invalid-option", "options.version", version, `The oldest version that is supported is ${oldest}`);
  }
  return {
    name,
    pathOf: (file) => (directory === undefined ? file : `${directory}/${file}`),
    isAtLeast: (other) => compareVersions(String(version), other) >= 0,
  };
}
