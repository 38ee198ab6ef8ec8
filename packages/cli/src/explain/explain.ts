import { explainMessage } from "@fetch-cors/browser";
import { onlyIfTrusted } from "../trust.ts";

/** The meaning of a console message; `--json` prints it. */
export interface Explanation {
  readonly message: string;
  /** A code from `explainMessage` in `@fetch-cors/browser`, or `"mixed-content"`. */
  readonly code: string;
  readonly engine: "chromium" | "firefox" | "webkit";
  readonly cause: string;
  readonly fix: string;
  /** Names and values in the message: `url`, `origin`, `method`, `header` and so on. */
  readonly values: Readonly<Record<string, string>>;
}

/** Messages about mixed content, which are often mistaken for CORS errors. */
const MIXED_CONTENT = [
  [
    "chromium",
    /Mixed Content: The page at '(?<page>[^']+)' was loaded over HTTPS, but requested an insecure (?:resource|XMLHttpRequest endpoint) '(?<url>[^']+)'/i,
  ],
  ["firefox", /Blocked loading mixed (?:active|display) content [“"'](?<url>[^”"']+)[”"']/i],
  [
    "webkit",
    /page at (?<page>\S+) (?:was not allowed to |)(?:requested|run|display|display or run)s? insecure content from (?<url>\S+?)\.? This/i,
  ],
] as const;

function explainMixedContent(message: string): Explanation | undefined {
  for (const [engine, pattern] of MIXED_CONTENT) {
    const values = pattern.exec(message)?.groups;
    if (!values) continue;
    const cause =
      "The page is loaded over https and requests an http URL. Browsers do not send such a request, whatever the server's response would be.";
    return {
      message,
      code: "mixed-content",
      engine,
      cause,
      fix: `Serve ${values["url"]} over https, and let the page request that URL`,
      values,
    };
  }
  return undefined;
}

/** Safari prints the reason and the URL in two messages. */
const SECOND_OF_PAIR = /^(?:Fetch API|XMLHttpRequest) cannot load .* due to access control checks/i;

/** Codes that do not identify a cause. */
const VAGUE = /^(?:hidden-reason|network-error)$/;

function explainOne(message: string): Explanation | undefined {
  const mixed = explainMixedContent(message);
  if (mixed) return mixed;
  // A reason from Firefox is often copied without its parentheses.
  const reason = message.replace(/^\(?Reason:\s*/i, "").replace(/\)?\.?$/, "");
  const explained = explainMessage(message) ?? explainMessage(`(Reason: ${reason}).`);
  return explained && { message, ...explained, fix: onlyIfTrusted(explained.fix, explained.code) };
}

/**
 * Explains the messages in a text that is copied from the console of any browser.
 *
 * @returns The explanations; empty if no message is about a blocked request.
 */
export function explainText(text: string): readonly Explanation[] {
  const messages: string[] = [];
  for (const line of text.split(/\r?\n/).map((one) => one.trim())) {
    if (line === "") continue;
    const isSecond = SECOND_OF_PAIR.test(line) && messages.length > 0;
    if (isSecond) messages.push(`${messages.pop()}\n${line}`);
    else messages.push(line);
  }
  const found = messages.flatMap((message) => explainOne(message) ?? []);
  const whole = found.length > 0 ? [] : [explainOne(text.trim())].filter((one) => one !== undefined);
  const unique = new Map([...found, ...whole].map((one) => [JSON.stringify([one.code, one.values]), one]));
  const all = [...unique.values()];
  const precise = all.filter(({ code }) => !VAGUE.test(code));
  return precise.length > 0 ? precise : all;
}
