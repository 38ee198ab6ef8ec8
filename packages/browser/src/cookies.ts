import { deviates } from "./deviations.ts";
import type { Engine } from "./engines.ts";
import type { FetchRequest } from "./fetch-request.ts";
import { isLoopback } from "./trustworthy.ts";

/** The part of a `Cookie` from `tough-cookie` that is used. */
interface StoredCookie {
  readonly sameSite?: string | undefined;
  readonly secure: boolean;
  readonly cookieString: () => string;
}

/** The part of a `CookieJar` from `tough-cookie` that is used. */
export interface CookieJar {
  readonly getCookies: (url: string) => Promise<readonly StoredCookie[]>;
  readonly setCookie: (cookie: string, url: string) => Promise<unknown>;
}

type SameSite = "strict" | "lax" | "none" | undefined;

/** The attributes of a `Set-Cookie` line that decide whether the cookie is stored. */
function attributesOf(line: string): { readonly sameSite: SameSite; readonly isSecure: boolean } {
  const attributes = line
    .split(";")
    .slice(1)
    .map((attribute) => attribute.trim().toLowerCase());
  const value = attributes
    .filter((attribute) => attribute.startsWith("samesite="))
    .at(-1)
    ?.slice("samesite=".length);
  return {
    sameSite: value === "strict" || value === "lax" || value === "none" ? value : undefined,
    isSecure: attributes.includes("secure"),
  };
}

/** The URL with `https`, because jars differ in whether they treat a loopback address as secure. */
const secureUrl = ({ href }: URL): string => href.replace(/^http:/, "https:");

const isIpAddress = (host: string): boolean => /^[\d.]+$|^\[/.test(host);

/** The cookies of a simulated browser: its jar, with the rules of its engine. */
export class CookieStore {
  readonly #jar: CookieJar;
  readonly #engine: Engine;
  readonly #pageOrigin: string;
  readonly #sites = new Map<string, Promise<string>>();

  constructor(jar: CookieJar, engine: Engine, pageOrigin: string) {
    this.#jar = jar;
    this.#engine = engine;
    this.#pageOrigin = pageOrigin;
  }

  /** The `Cookie` header for a request that includes credentials; empty if there are no cookies. */
  async header({ url }: FetchRequest): Promise<string> {
    const isSameSite = await this.#isSameSite(url);
    if (!isSameSite && deviates(this.#engine, "blocks-third-party-cookies")) return "";
    const cookies = await this.#jar.getCookies(secureUrl(url));
    return cookies
      .filter(({ secure }) => !secure || this.#isSecure(url))
      .filter(({ sameSite }) => isSameSite || this.#crossesSites(sameSite as SameSite))
      .map((cookie) => cookie.cookieString())
      .join("; ");
  }

  /** Stores the cookies of a response whose request included credentials. */
  async store({ url }: FetchRequest, lines: readonly string[]): Promise<void> {
    const isSameSite = await this.#isSameSite(url);
    for (const line of lines) {
      // A jar throws if the cookie's domain is not the server's. A browser ignores such a cookie.
      if (this.#isStored(line, url, isSameSite)) await this.#jar.setCookie(line, secureUrl(url)).catch(() => {});
    }
  }

  /** See RFC 6265bis, "Storage Model". */
  #isStored(line: string, url: URL, isSameSite: boolean): boolean {
    const { sameSite, isSecure } = attributesOf(line);
    if (isSecure && !this.#isSecure(url)) return false;
    if (sameSite === "none" && !isSecure && !deviates(this.#engine, "none-without-secure")) return false;
    return isSameSite || (this.#crossesSites(sameSite) && !deviates(this.#engine, "blocks-third-party-cookies"));
  }

  /** Whether a cookie is sent in cross-site requests. */
  #crossesSites(sameSite: SameSite): boolean {
    return (
      sameSite === "none" || (!isKnown(sameSite) && deviates(this.#engine, "cookies-without-samesite-cross-sites"))
    );
  }

  /** Whether `Secure` cookies are sent to and stored from this URL. */
  #isSecure({ protocol, hostname }: URL): boolean {
    return protocol === "https:" || (isLoopback(hostname) && !deviates(this.#engine, "loopback-is-not-secure"));
  }

  async #isSameSite(url: URL): Promise<boolean> {
    if (!/^https?:/.test(this.#pageOrigin)) return false;
    const page = new URL(this.#pageOrigin);
    return page.protocol === url.protocol && (await this.#siteOf(page.hostname)) === (await this.#siteOf(url.hostname));
  }

  #siteOf(host: string): Promise<string> {
    const site = this.#sites.get(host) ?? this.#registrableDomain(host);
    this.#sites.set(host, site);
    return site;
  }

  /**
   * The shortest domain above `host` that is not a public suffix. A second cookie jar shows whether a domain is one,
   * because it rejects cookies for public suffixes.
   */
  async #registrableDomain(host: string): Promise<string> {
    const labels = host.split(".");
    const isWhole = host.endsWith(".localhost") && deviates(this.#engine, "hosts-below-localhost-are-sites");
    if (isIpAddress(host) || isWhole) return host;
    for (let index = labels.length - 2; index > 0; index--) {
      const domain = labels.slice(index).join(".");
      const probe = new (this.#jar.constructor as new () => CookieJar)();
      const isAccepted = await probe.setCookie(`a=1; Domain=${domain}`, `https://${host}/`).then(Boolean, () => false);
      if (isAccepted) return domain;
    }
    return host;
  }
}

const isKnown = (sameSite: SameSite): boolean => sameSite === "strict" || sameSite === "lax" || sameSite === "none";
