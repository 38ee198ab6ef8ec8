/** An entry in the list of origins that matches several origins: `https://*.example.com`, `http://localhost:*`. */
export interface OriginPattern {
  /** The pattern as written in the policy. */
  readonly source: string;
  /** Without `://`. */
  readonly scheme: string;
  /** Whether the pattern matches the subdomains of `host`, and not `host` itself. */
  readonly subdomains: boolean;
  readonly host: string;
  /** `"*"` for every port, or the number; empty for only the default port. */
  readonly port: string;
}

/** Origins with characters that are safe in every configuration language: none can end a string or start a variable. */
const SAFE_ORIGIN = /^([a-z][a-z0-9+.-]*):\/\/(\*\.)?([a-z0-9._-]+|\[[0-9a-f:.]+\])(?::(\*|[0-9]+))?$/;

/** Parses an entry in the list; `undefined` if it has a character that a server could interpret as syntax. */
export function readSafeOrigin(entry: string): OriginPattern | undefined {
  // WebViews and Electron send this origin, which has no host.
  if (entry === "file://") return { source: entry, scheme: "file", subdomains: false, host: "", port: "" };
  const [, scheme, subdomains, host, port = ""] = SAFE_ORIGIN.exec(entry) ?? [];
  if (scheme === undefined || host === undefined) return undefined;
  return { source: entry, scheme, subdomains: subdomains !== undefined, host, port };
}
