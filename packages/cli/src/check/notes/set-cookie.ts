import { createBrowser, type Engine } from "@fetch-cors/browser";
import { getDomain } from "tldts";
import { CookieJar } from "tough-cookie";
import { isLoopbackHost } from "../../transport/address-space.ts";
import type { Evaluation } from "../evaluate.ts";
import { engineName, listOf, type Note } from "../note.ts";

/** A response with a cookie, and the page that gets it. */
interface CookieVisit {
  readonly origin: string;
  readonly url: URL;
  readonly line: string;
  readonly credentials: "omit" | "same-origin" | "include";
}

/** Whether an engine stores a cookie, as the simulated browser does with its jar. */
async function isStored(engine: Engine, { origin, url, line, credentials }: CookieVisit): Promise<boolean> {
  const cookieJar = new CookieJar();
  const headers = [
    ["Access-Control-Allow-Origin", origin],
    ["Access-Control-Allow-Credentials", "true"],
    // An expired cookie would not be in the jar.
    ["Set-Cookie", line.replace(/;\s*(?:max-age|expires)=[^;]*/gi, "")],
  ] as const;
  await createBrowser({ origin, engine, cookieJar, network: () => ({ status: 200, headers }) })
    .fetch(url, { credentials })
    .catch(() => undefined);
  return (await cookieJar.serialize()).cookies.length > 0;
}

const siteOf = (hostname: string): string => getDomain(hostname, { allowPrivateDomains: true }) ?? hostname;

/** Why an engine does not store a cookie. */
function reasonFor(engine: Engine, { origin, url, line, credentials }: CookieVisit): string {
  const attributes = line
    .toLowerCase()
    .split(";")
    .slice(1)
    .map((attribute) => attribute.trim());
  const valueOfAttribute = (name: string): string | undefined =>
    attributes.find((attribute) => attribute.startsWith(`${name}=`))?.slice(name.length + 1);
  const sameSite = valueOfAttribute("samesite");
  const domain = valueOfAttribute("domain")?.replace(/^\./, "");
  const isSecure = attributes.includes("secure");
  const page = URL.canParse(origin) ? new URL(origin) : undefined;
  const isSameSite = page?.protocol === url.protocol && siteOf(page.hostname) === siteOf(url.hostname);
  const isTrusted = url.protocol === "https:" || (isLoopbackHost(url.hostname) && engine !== "webkit");
  if (credentials !== "include" && page?.origin !== url.origin) return 'the page does not send credentials: "include"';
  if (domain && url.hostname !== domain && !url.hostname.endsWith(`.${domain}`)) {
    return `Domain=${domain} does not include the server`;
  }
  if (isSecure && !isTrusted) return "it is Secure, but the URL is not https";
  if (sameSite === "none" && !isSecure) return "SameSite=None requires Secure";
  if (!isSameSite && sameSite !== "none") {
    const value = sameSite === "strict" ? "Strict" : "Lax";
    return `the server belongs to a different site, and the cookie is SameSite=${value}${sameSite ? "" : " by default"}`;
  }
  return isSameSite ? "its attributes do not match the server" : "third-party cookies are blocked by default";
}

/** The notes about cookies in responses: which engine stores them. */
export async function setCookie(evaluations: readonly Evaluation[], origin: string): Promise<Note[]> {
  const visits = new Map<string, CookieVisit>();
  for (const { exchange, answer } of evaluations.flatMap(({ exchanges }) => exchanges)) {
    if (exchange.kind === "preflight") continue;
    for (const [name, line] of answer?.headers ?? []) {
      if (name.toLowerCase() !== "set-cookie") continue;
      const { url, credentials } = exchange.request;
      visits.set(`${url} ${line}`, { origin, url: new URL(url), line, credentials });
    }
  }
  return Promise.all([...visits.values()].map((visit) => noteFor(visit, evaluations)));
}

async function noteFor(visit: CookieVisit, evaluations: readonly Evaluation[]): Promise<Note> {
  const results = new Map<string, string[]>();
  for (const { engine } of evaluations) {
    const reason = (await isStored(engine, visit)) ? "" : reasonFor(engine, visit);
    results.set(reason, [...(results.get(reason) ?? []), engineName(engine)]);
  }
  const parts = [...results].map(([reason, engines]) => {
    const end = engines.length === 1 ? "s" : "";
    return `${listOf(engines)} ${reason ? `ignore${end} it, because ${reason}` : `store${end} it`}`;
  });
  const name = visit.line.split("=")[0]?.trim() ?? "";
  const isIgnored = [...results.keys()].some((reason) => reason !== "");
  return { code: "set-cookie", level: isIgnored ? "warning" : "info", text: `The cookie ${name}: ${parts.join("; ")}` };
}
