import { ENGINE_NAMES } from "../engines.ts";
/** A fact about a request and its responses that the verdicts do not show. */
export interface Note {
  readonly code: NoteCode;
  /** `"warning"`: something to change; `"info"`: something to know. */
  readonly level: "warning" | "info";
  /** The fact, in a sentence. */
  readonly text: string;
  /** The change to make. */
  readonly fix?: string;
}

/** The kinds of notes. `docs/cli.md` explains each. */
type NoteCode =
  | "same-origin"
  | "unreadable-headers"
  | "set-cookie"
  | "max-age"
  | "missing-vary"
  | "vary-without-origin"
  | "echoes-every-origin"
  | "no-max-age"
  | "duplicate-header"
  | "error-without-headers"
  | "different-programs"
  | "local-network-access"
  | "stricter-standard"
  | "not-sent";

const NAMES: Readonly<Record<string, string>> = {
  ...ENGINE_NAMES,
  standard: "the standard",
};

/** The name of an engine in a sentence. */
export const engineName = (engine: string): string => NAMES[engine] ?? engine;

/** "a, b and c". */
export const listOf = (items: readonly string[]): string => items.join(", ").replace(/, ([^,]*)$/, " and $1");
