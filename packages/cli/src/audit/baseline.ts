import { existsSync, readFileSync } from "node:fs";
import { UsageError } from "../usage-error.ts";
import type { Finding } from "./finding.ts";

/** The content of a file with accepted findings. */
interface Baseline {
  readonly version: 1;
  readonly findings: readonly Pick<Finding, "fingerprint" | "code" | "url">[];
}

function isBaseline(value: unknown): value is Baseline {
  const { version, findings } = Object(value) as Partial<Baseline>;
  return version === 1 && Array.isArray(findings) && findings.every((one) => typeof one?.fingerprint === "string");
}

/**
 * Reads the fingerprints of a baseline file.
 *
 * @throws {UsageError} If the file does not exist, or is not a baseline file.
 */
export function readBaseline(file: string): Set<string> {
  if (!existsSync(file)) {
    throw new UsageError(`The baseline ${file} does not exist; pass --update-baseline to write it`);
  }
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    throw new UsageError(`The baseline ${file} is not JSON; pass --update-baseline to write a new one`);
  }
  if (!isBaseline(value)) {
    throw new UsageError(`${file} is not a baseline; pass --update-baseline to write a new one`);
  }
  return new Set(value.findings.map(({ fingerprint }) => fingerprint));
}

/** The content of a baseline file that accepts findings. */
export function formatBaseline(findings: readonly Finding[]): string {
  const kept = findings
    .map(({ fingerprint, code, url }) => ({ fingerprint, code, url }))
    .sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
  return `${JSON.stringify({ version: 1, findings: kept } satisfies Baseline, undefined, 2)}\n`;
}
