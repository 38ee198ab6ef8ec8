import { isLoopbackHost } from "../transport/address-space.ts";

/** A request that a browser does not send, because its page is secure and the URL is not. */
export class MixedContentError extends Error {
  override readonly name: "MixedContentError" = "MixedContentError";
}

/** Whether a browser refuses a request of a page as mixed content. See Mixed Content, #should-block-fetch. */
export function isMixedContent(origin: string, url: string | URL): boolean {
  const { protocol, hostname } = new URL(url);
  return origin.startsWith("https:") && protocol === "http:" && !isLoopbackHost(hostname);
}

const MESSAGES: Readonly<Record<string, (page: string, url: string) => string>> = {
  firefox: (_page, url) => `Blocked loading mixed active content “${url}”`,
  webkit: (page, url) =>
    `[blocked] The page at ${page} requested insecure content from ${url}. This content was blocked and must be served over HTTPS.`,
};

/** The console message of an engine. */
export function mixedContentMessage(engine: string, origin: string, url: string): string {
  const page = `${origin}/`;
  const message = MESSAGES[engine];
  if (message) return message(page, url);
  return `Mixed Content: The page at '${page}' was loaded over HTTPS, but requested an insecure resource '${url}'. This request has been blocked; the content must be served over HTTPS.`;
}
