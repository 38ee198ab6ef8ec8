/** Makes the console messages of an engine comparable with those of the simulated browser. */
import type { Engine } from "./engines.ts";

/** WebKit prints the reason and the URL as two messages, of which the second is always the same. */
function joinPairs(messages: readonly string[]): readonly string[] {
  const joined: string[] = [];
  let reason: string | undefined;
  for (const message of messages) {
    if (/^(?:Fetch API|XMLHttpRequest) cannot load /.test(message)) {
      joined.push(reason === undefined ? message : `${reason}\n${message}`);
      reason = undefined;
    } else {
      // Of several reasons the first one tells most.
      reason ??= message;
    }
  }
  return joined;
}

/** Several header names can be missing, and Chromium and WebKit name any of them. */
const withoutName = (message: string): string => message.replace(/(Request header field )\S+/, "$1…");

/** Whether a message only says that there is no response. Firefox prints such a message after many others. */
const isVague = (message: string): boolean =>
  /net::ERR|CORS request did not succeed|^Connection terminated|^Referrer Policy/.test(message);

/** After it has refused the redirect of a preflight, Firefox goes on to check its status and its origin. */
function withoutEchoes(messages: readonly string[]): readonly string[] {
  const isRedirected = messages.some((message) => message.includes("external redirect not allowed"));
  const isEcho = (message: string): boolean =>
    /preflight response did not succeed\). Status code: 3|does not match ‘http:\/\/localhost:\d+’/.test(message);
  return isRedirected ? messages.filter((message) => !isEcho(message)) : messages;
}

/** The messages about blocked requests, sorted. */
export const comparableMessages = (engine: Engine["name"], messages: readonly string[]): readonly string[] =>
  withoutEchoes(messages)
    .filter((message) => !isVague(message) && !message.startsWith("Cross-Origin Request Warning"))
    .map((message) => (engine === "firefox" ? message : withoutName(message)))
    .map((message) => message.trim())
    .sort();

/** The messages of a real console, each whole. */
export const wholeMessages = (engine: Engine["name"], messages: readonly string[]): readonly string[] =>
  engine === "webkit" ? joinPairs(messages) : messages;
