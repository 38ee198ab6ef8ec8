import type { Evaluation } from "../evaluate.ts";
import { listOf, type Note } from "../note.ts";

/**
 * Headers that pages have no reason to read: those of the connection, of the browser, and those that many servers
 * always send.
 */
const UNWANTED = new RegExp(
  `^(?:${[
    "connection|keep-alive|transfer-encoding|set-cookie2?|access-control-.*|vary|alt-svc|nel|report-to",
    "strict-transport-security|date|server|via|x-powered-by|accept-ranges|age|content-encoding",
    "x-(?:content-type-options|frame-options|xss-protection|dns-prefetch-control|download-options)",
    "x-permitted-cross-domain-policies",
  ].join("|")})$`,
  "i",
);

/** The headers of a shared response that the page cannot read. */
export function unreadableHeaders({ response, exchanges }: Evaluation): Note[] {
  const lines = exchanges.at(-1)?.answer?.headers ?? [];
  if (!response) return [];
  const names = [...new Set(lines.map(([name]) => name))].filter(
    (name) => !UNWANTED.test(name) && !response.headers.has(name),
  );
  if (names.length === 0) return [];
  const fix = `List the headers that it needs: "Access-Control-Expose-Headers: ${names.join(", ")}"`;
  return [{ code: "unreadable-headers", level: "info", text: `The page cannot read ${listOf(names)}`, fix }];
}
