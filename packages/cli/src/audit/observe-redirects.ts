import { JSON_POST, type Observer } from "./observer.ts";
import type { OriginProbe } from "./origin-probe.ts";
import { headerValues, isRedirectStatus, type VisitAnswer } from "./visit.ts";

/** How many redirects are followed. */
const MOST_REDIRECTS = 5;

/** The target of a redirect, if it is on the same host. */
function nextUrl({ url, headers }: VisitAnswer, target: string): string | undefined {
  const [location = ""] = headerValues(headers, "location");
  if (!URL.canParse(location, url)) return undefined;
  const next = new URL(location, url);
  next.hash = "";
  return next.hostname === new URL(target).hostname && next.href !== target ? next.href : undefined;
}

/** Follows redirects on the same host. The last URL is audited, because a page can request it directly. */
export async function observeRedirects(observer: Observer, probe: OriginProbe): Promise<void> {
  let reached = observer.target;
  for (let count = 0; count < MOST_REDIRECTS; count += 1) {
    const { answer } = await observer.observe(probe, "response");
    // The target of a redirect may not be reachable.
    if (answer) reached = answer.url;
    const next = answer && isRedirectStatus(answer.status) ? nextUrl(answer, observer.target) : undefined;
    if (next === undefined) break;
    if (probe === observer.arbitrary) await observer.observe(probe, "preflight", JSON_POST);
    observer.target = next;
  }
  observer.target = reached;
}
