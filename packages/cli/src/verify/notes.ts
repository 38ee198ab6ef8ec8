import { elementsOf, type LiveResponse } from "./live-server.ts";
import { preflightOf } from "./page-view.ts";
import type { Views } from "./views.ts";

/** A difference that no page can observe. */
export interface Note {
  readonly code: "preflight-status" | "denied-preflight-status" | "preflight-vary" | "repeated-names";
  readonly text: string;
}

const asLive = ({ status, headerLines }: { status: number; headerLines: LiveResponse["headers"] }): LiveResponse => ({
  status,
  headers: headerLines,
});

/** Facts about a page's preflight that do not change the verdict. */
export function notesOn({ server, policy }: Views): readonly Note[] {
  const exchange = preflightOf(server);
  const demanded = preflightOf(policy);
  if (!exchange?.response || !demanded?.response) return [];
  const seen = asLive(exchange.response);
  const expected = asLive(demanded.response);
  const { url } = exchange.request;
  const notes: Note[] = [];
  if (seen.status !== expected.status && demanded.verdict === "allowed" && exchange.verdict === "allowed") {
    const text = `The status for an allowed preflight is ${seen.status}, but ${expected.status} under the policy; browsers accept any status from 200 to 299`;
    notes.push({ code: "preflight-status", text });
  }
  if (expected.status === 403 && seen.status < 300 && exchange.verdict === "blocked") {
    const text = `The status for a preflight from a denied origin is ${seen.status}, but 403 under the policy; browsers block both`;
    notes.push({ code: "denied-preflight-status", text });
  }
  const vary = elementsOf(seen, "vary");
  const missing = elementsOf(expected, "vary").filter((name) => !vary.includes(name) && !vary.includes("*"));
  if (missing.length > 0) {
    const text = `The response to OPTIONS ${url} has no "Vary: ${missing.join(", ")}"; only a cache that is configured to store preflights needs it`;
    notes.push({ code: "preflight-vary", text });
  }
  const lists = ["access-control-allow-methods", "access-control-allow-headers"];
  const isShorter = lists.some((list) => {
    const allowed = elementsOf(seen, list);
    return !allowed.includes("*") && elementsOf(expected, list).some((name) => name !== "*" && !allowed.includes(name));
  });
  if (isShorter && exchange.verdict === "allowed" && demanded.verdict === "allowed") {
    const text =
      "The response to a preflight allows only the requested method and headers, so each new method or header needs another preflight";
    notes.push({ code: "repeated-names", text });
  }
  return notes;
}
