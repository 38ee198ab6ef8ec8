import { CAUSES } from "./causes.ts";
import type { RealEngine } from "./deviations.ts";
import { fixFor } from "./fixes.ts";
import { CATALOGUES, type MessageCode } from "./message-catalogue.ts";

/** The explanation of a console message. */
export interface ExplainedMessage {
  /** The code of a `BlockedError`, or of a reason that is not simulated. */
  readonly code: MessageCode;
  /** The reason why the browser prints the message. */
  readonly cause: string;
  /** The change to make. */
  readonly fix: string;
  /** The engine that prints the message. */
  readonly engine: RealEngine;
  /** The names and values in the message: `url`, `origin`, `method`, `header`, `value`, `status` and so on. */
  readonly values: Readonly<Record<string, string>>;
}

/** A longer text is not a message. Only this many characters are read. */
const LONGEST_MESSAGE = 100_000;

/** Quotes, white space and letter case differ from one console to the next. */
const normalize = (text: string): string =>
  text
    .slice(0, LONGEST_MESSAGE)
    .replace(/[\u2018\u2019\u201c\u201d`"]/g, "'")
    .replace(/[\s\u00a0]+/g, " ");

/** The values of a template in a text; `undefined` if the text does not contain it. */
function matchTemplate(text: string, template: string): Record<string, string> | undefined {
  // The full stop at the end is often not copied.
  const parts = normalize(template)
    .replace(/\.$/, "")
    .split(/\{(\w+)\}/);
  const values: Record<string, string> = {};
  const lower = text.toLowerCase();
  const first = (parts[0] as string).toLowerCase();
  let position = lower.indexOf(first);
  if (position < 0) return undefined;
  position += first.length;
  for (let index = 1; index < parts.length; index += 2) {
    const [name = "", literal = ""] = parts.slice(index, index + 2);
    const end = literal === "" ? endOfWord(text, position) : lower.indexOf(literal.toLowerCase(), position);
    if (end < 0) return undefined;
    values[name] = text.slice(position, end);
    position = end + literal.length;
  }
  return values;
}

/** The end of a value at the end of a message: white space or punctuation. */
function endOfWord(text: string, start: number): number {
  const space = text.indexOf(" ", start);
  const end = space < 0 ? text.length : space;
  return /[.,)]/.test(text.charAt(end - 1)) ? end - 1 : end;
}

/** Texts around the sentences, with the URL, the URL before a redirect, and the page's origin. */
const FRAMES: readonly string[] = [
  "Access to {initiator} at '{url}' (redirected from '{initialUrl}') from origin '{origin}' has been blocked by CORS policy:",
  "Access to {initiator} at '{url}' from origin '{origin}' has been blocked by CORS policy:",
  "disallows reading the remote resource at '{url}'. (Reason",
  "disallows reading the remote resource at {url}. (Reason",
  "will disallow reading the remote resource at {url} soon. (Reason",
  "Cross-origin redirection to {location} denied by Cross-Origin Resource Sharing policy:",
  "Fetch API cannot load {url} due to access control checks",
  "XMLHttpRequest cannot load {url} due to access control checks",
  "Failed to load {url}: Response",
];

interface Candidate {
  readonly code: MessageCode;
  readonly engine: RealEngine;
  readonly template: string;
}

/** Longer templates first, so that the most specific one is found. */
const CANDIDATES: readonly Candidate[] = Object.entries(CATALOGUES)
  .flatMap(([engine, catalogue]) =>
    Object.entries(catalogue).flatMap(([code, templates]) =>
      templates.map((template) => ({ code: code as MessageCode, engine: engine as RealEngine, template })),
    ),
  )
  .sort((a, b) => weightOf(b) - weightOf(a));

/** The length of the literal text. A message that several codes share is explained as a missing response. */
function weightOf({ code, template }: Candidate): number {
  return template.replace(/\{\w+\}/g, "").length * 2 + (code === "network-error" ? 1 : 0);
}

/** Whether a message is about a preflight. */
const isAboutPreflight = (code: MessageCode, text: string): boolean =>
  /preflight/i.test(text) || code.startsWith("preflight") || /^(?:invalid-allow|method-not|header-not)/.test(code);

/**
 * Explains a message from a browser's console, pasted with its prefix and URLs. It recognizes all CORS messages of
 * Chromium, Firefox and WebKit, in their current and older wordings.
 *
 * @param text - The message. Quotes, white space and letter case do not matter.
 * @returns The explanation; `undefined` if the text contains no message about a blocked request.
 *
 * @example
 * ```ts
 * import { explainMessage } from "@fetch-cors/browser";
 *
 * const explained = explainMessage(
 *   "Access to fetch at 'https://api.example.com/' from origin 'https://app.example.com' has been blocked by CORS policy: " +
 *     "Method PATCH is not allowed by Access-Control-Allow-Methods in preflight response.",
 * );
 * explained?.code; // → "method-not-allowed"
 * explained?.engine; // → "chromium"
 * explained?.values.method; // → "PATCH"
 * explained?.fix; // → 'Add "PATCH" to Access-Control-Allow-Methods in the response to OPTIONS https://api.example.com/'
 * ```
 */
export function explainMessage(text: string): ExplainedMessage | undefined {
  const message = normalize(text);
  for (const { code, engine, template } of CANDIDATES) {
    const found = matchTemplate(message, template);
    if (!found) continue;
    const frames = FRAMES.map((frame) => matchTemplate(message, frame)).reverse();
    const values = Object.assign({}, ...frames, found) as Record<string, string>;
    const { url, initialUrl, origin, method, header, value, location, status } = values;
    const isPreflight = isAboutPreflight(code, message);
    const hint = header ?? value ?? location ?? (code === "method-not-allowed" ? method : undefined);
    const fix = fixFor({
      ...{ code, url, initialUrl, origin, isPreflight },
      ...(hint !== undefined && { hint }),
      ...(status !== undefined && { status: Number(status) }),
    });
    return { code, cause: CAUSES[code].cause, fix, engine, values };
  }
  return undefined;
}
