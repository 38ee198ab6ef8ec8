import type { Evaluation } from "../evaluate.ts";
import { listOf, type Note } from "../note.ts";

/** Headers that pages have no reason to read. */
const OF_CONNECTION =
  /^(?:connection|keep-alive|transfer-encoding|set-cookie2?|access-control-.*|vary|alt-svc|nel|report-to|strict-transport-security)$/i;

/** Headers that many servers send and no page needs. */
const USUAL =
  /^(?:date|server|via|x-powered-by|accept-ranges|age|content-encoding|x-(?:content-type-options|frame-options|xss-protection|dns-prefetch-control|download-options|permitted-cross-domain-policies))$/i;

/** The headers of a shared response that the page cannot read. */
export function unreadableHeaders({ response, exchanges }: Evaluation): Note[] {
  const lines = exchanges.at(-1)?.answer?.headers ?? [];
  if (!response) return [];
  const names = [...new Set(lines.map(([name]) => name))].filter(
    (name) => !OF_CONNECTION.test(name) && !response.headers.has(name),
  );
  const wanted = names.filter((name) => !USUAL.test(name));
  if (wanted.length === 0) return [];
  const fix = `List the headers that it needs: "Access-Control-Expose-Headers: ${wanted.join(", ")}"`;
  return [{ code: "unreadable-headers", level: "info", text: `The page cannot read ${listOf(names)}`, fix }];
}
