import type { Engine, Exchange, HeaderLine } from "@fetch-cors/browser";
import { isPreflight } from "./live-server.ts";
import { COOKIE, headerValue, type PageRequest } from "./page-request.ts";
import type { StoredResponse } from "./shared-cache.ts";

/** A word for a POSIX shell. */
const quote = (word: string): string => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

const line = (words: readonly string[]): string => words.map(quote).join(" ");

/** The `check` command that shows how an engine treats the request. */
export function checkLine({ origin, url, method, headers, credentials }: PageRequest, engine: Engine): string {
  const words = ["npx", "fetch-cors", "check", url, "--origin", origin];
  if (method !== "GET") words.push("-X", method);
  for (const name of headers) words.push("-H", `${name}: ${headerValue(name)}`);
  if (credentials === "include") words.push("--credentials");
  return line([...words, "--engine", engine]);
}

/** Headers that curl sends by itself. */
const isDefault = ([name, value]: HeaderLine): boolean => name.toLowerCase() === "accept" && value === "*/*";

const SPELLING: Readonly<Record<string, string>> = {
  origin: "Origin",
  "access-control-request-method": "Access-Control-Request-Method",
  "access-control-request-headers": "Access-Control-Request-Headers",
};

function curlLine(method: string, url: string, headers: readonly HeaderLine[]): string {
  const words = ["curl", method === "HEAD" ? "-I" : "-i", url];
  if (method !== "GET" && method !== "HEAD") words.push("-X", method);
  for (const [name, value] of headers.filter((header) => !isDefault(header))) {
    words.push("-H", `${SPELLING[name] ?? name}: ${value}`);
  }
  return line(words);
}

/**
 * The curl commands that show the server's response. If a cache is involved, the command for the stored response comes
 * first.
 *
 * @param headers - The headers that the user adds to every request except preflights.
 */
export function curlLines(
  exchange: Exchange | undefined,
  { stored, headers }: { readonly stored: StoredResponse | undefined; readonly headers: readonly HeaderLine[] },
): readonly string[] {
  const lines: string[] = [];
  if (stored) {
    const own = isPreflight(stored.request) ? [] : headers;
    lines.push(curlLine(stored.request.method, stored.request.url, [...stored.request.headers, ...own]));
  }
  if (exchange) {
    const { method, url, headers: sent, includesCredentials } = exchange.request;
    const cookie: readonly HeaderLine[] = includesCredentials ? [["Cookie", COOKIE]] : [];
    const own = exchange.kind === "preflight" ? [] : [...cookie, ...headers];
    lines.push(curlLine(method, url, [...sent, ...own]));
  }
  return lines;
}
