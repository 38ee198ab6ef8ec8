import type { AuditReport } from "./audit-report.ts";
import { formatGithub } from "./format-github.ts";
import { formatJunit } from "./format-junit.ts";
import { formatMarkdown } from "./format-markdown.ts";
import { formatSarif } from "./format-sarif.ts";
import { formatText, type TextOptions } from "./format-text.ts";

/** The formats of a report. */
export const FORMATS = ["text", "json", "sarif", "junit", "github", "markdown"] as const;

/** One of the formats. */
export type Format = (typeof FORMATS)[number];

/** Options that some formats need. */
export interface FormatOptions extends TextOptions {
  /** The file of the repository that findings belong to. */
  readonly location: string | undefined;
  readonly version: string;
}

/** The file that findings belong to without `--sarif-location`. */
const DEFAULT_LOCATION = "README.md";

/** Prints a report in a format. */
export function formatReport(report: AuditReport, format: Format, options: FormatOptions): string {
  switch (format) {
    case "text":
      return formatText(report, options);
    case "json":
      return `${JSON.stringify(report, undefined, 2)}\n`;
    case "sarif":
      return formatSarif(report, options.location ?? DEFAULT_LOCATION, options.version);
    case "junit":
      return formatJunit(report);
    case "github":
      return formatGithub(report, options.location);
    case "markdown":
      return formatMarkdown(report);
  }
}
