import type { HeaderLine } from "@fetch-cors/browser";
import { getDomain } from "tldts";
import { isLoopbackHost } from "./address-space.ts";

const USER_AGENT =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36";

/** The relation between the page and the server. See Fetch Metadata, #sec-fetch-site-header. */
function siteRelation(origin: string, url: URL): "same-origin" | "same-site" | "cross-site" {
  if (!URL.canParse(origin)) return "cross-site";
  const page = new URL(origin);
  if (page.origin === url.origin) return "same-origin";
  if (page.protocol !== url.protocol) return "cross-site";
  const siteOf = ({ hostname }: URL): string => getDomain(hostname, { allowPrivateDomains: true }) ?? hostname;
  return siteOf(page) === siteOf(url) ? "same-site" : "cross-site";
}

/** The headers that a browser adds to a page's request, and that the simulated browser omits. */
export function browserHeaders(request: Request, pageOrigin: string | undefined): readonly HeaderLine[] {
  const url = new URL(request.url);
  const origin = pageOrigin ?? request.headers.get("Origin") ?? url.origin;
  const isTrustworthy = url.protocol === "https:" || isLoopbackHost(url.hostname);
  const lines: HeaderLine[] = [
    ["user-agent", USER_AGENT],
    ["accept-encoding", url.protocol === "https:" ? "gzip, deflate, br, zstd" : "gzip, deflate"],
    ["accept-language", "en-US,en;q=0.9"],
  ];
  if (isTrustworthy) {
    lines.push(["sec-fetch-site", siteRelation(origin, url)], ["sec-fetch-mode", "cors"], ["sec-fetch-dest", "empty"]);
  }
  return lines.filter(([name]) => !request.headers.has(name));
}
