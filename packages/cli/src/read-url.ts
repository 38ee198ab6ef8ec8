import { UsageError } from "./usage-error.ts";

/**
 * Reads the URL of a request. A host without a scheme gets https, or http on the local machine.
 *
 * @throws {UsageError} If a page cannot request it.
 */
export function readUrl(text: string): string {
  const isBare = !/^[a-z][a-z\d+.-]*:\/\//i.test(text);
  const isOwn = /^(?:localhost|127\.|\[::1\])/.test(text);
  const url = isBare ? `${isOwn ? "http" : "https"}://${text}` : text;
  if (!URL.canParse(url))
    throw new UsageError(`${JSON.stringify(text)} is not a URL; write one like https://api.example.com/users`);
  const parsed = new URL(url);
  if (!/^https?:$/.test(parsed.protocol)) throw new UsageError(`${text} is not an http or https URL`);
  if (parsed.username || parsed.password) {
    throw new UsageError(
      "A page cannot request a URL that contains a user name or a password; pass them as -H 'Authorization: …'",
    );
  }
  return parsed.href;
}
