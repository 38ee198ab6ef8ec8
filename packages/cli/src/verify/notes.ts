import type { Exchange } from "@fetch-cors/browser";
import { elementsOf } from "../header-lines.ts";
import { isSafelistedMethod } from "../safelisted-method.ts";
import type { LiveResponse } from "./live-server.ts";
import { preflightOf } from "./page-view.ts";
import type { Views } from "./views.ts";

/** A difference that no page can observe. */
export interface Note {
  readonly code:
    | "preflight-status"
    | "denied-preflight-status"
    | "preflight-vary"
    | "repeated-methods"
    | "repeated-headers";
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
  const vary = elementsOf(seen.headers, "vary");
  const missing = elementsOf(expected.headers, "vary").filter((name) => !vary.includes(name) && !vary.includes("*"));
  if (missing.length > 0) {
    const text = `The response to OPTIONS ${url} has no "Vary: ${missing.join(", ")}"; only a cache that is configured to store preflights needs it`;
    notes.push({ code: "preflight-vary", text });
  }
  if (exchange.verdict === "allowed" && demanded.verdict === "allowed") {
    notes.push(...repeatedNames(exchange, { seen, expected }));
  }
  return notes;
}

/** The lists in the response to a preflight that contain only requested names, although the policy allows more. */
function repeatedNames(
  { request }: Exchange,
  { seen, expected }: { readonly seen: LiveResponse; readonly expected: LiveResponse },
): readonly Note[] {
  const requested = [...request.headers];
  const isRepeated = (list: "method" | "headers", name: string): boolean => {
    const listed = elementsOf(seen.headers, name);
    const names = elementsOf(requested, `access-control-request-${list}`);
    const more = elementsOf(expected.headers, name).filter(
      (one) => one !== "*" && !listed.includes(one) && !(list === "method" && isSafelistedMethod(one.toUpperCase())),
    );
    return listed.length > 0 && more.length > 0 && listed.every((one) => names.includes(one));
  };
  const textOf = (name: string, only: string, each: string): string =>
    `${name} in the response to a preflight lists only the requested ${only}, so each new ${each} needs another preflight`;
  const notes: Note[] = [];
  if (isRepeated("method", "access-control-allow-methods"))
    notes.push({ code: "repeated-methods", text: textOf("Access-Control-Allow-Methods", "method", "method") });
  if (isRepeated("headers", "access-control-allow-headers"))
    notes.push({ code: "repeated-headers", text: textOf("Access-Control-Allow-Headers", "headers", "header") });
  return notes;
}
