import { parse } from "tldts";
import { REAL_ENGINES } from "../engines.ts";
import { HOST_CHARACTERS } from "./host-characters.ts";
import type { OriginProbe, ProbeKind, Reach } from "./origin-probe.ts";

/** The name of unrelated sites. It has only letters, because careless patterns often allow only letters. */
export const OTHER_SITE = "othersite";

/** A port that no service on the host is expected to use. */
const OTHER_PORT = "8443";

/** An origin, split into the parts that near misses change. */
export interface OriginParts {
  readonly origin: string;
  readonly scheme: string;
  readonly host: string;
  readonly port: string;
  /** The part that can be registered, like `example.com`; `null` for an IP address and a single label. */
  readonly site: string | null;
  /** The public suffix, like `com`, `co.uk` or `vercel.app`. */
  readonly suffix: string;
  /** Whether the suffix is one under which names can be registered; `example` and `localhost` are not. */
  readonly isRegistry: boolean;
  /** Whether the suffix belongs to a hosting service, such as `vercel.app`. */
  readonly isHoster: boolean;
  readonly isIp: boolean;
}

/** Splits an origin into its parts. */
export function partsOf(origin: string): OriginParts {
  const { protocol, hostname, port, host } = new URL(origin);
  const { domain, publicSuffix, isIp, isIcann, isPrivate } = parse(hostname, { allowPrivateDomains: true });
  return {
    origin: `${protocol}//${host}`,
    scheme: protocol.slice(0, -1),
    host: hostname,
    port,
    site: domain,
    suffix: publicSuffix ?? hostname,
    isRegistry: isIcann === true || isPrivate === true,
    isHoster: isPrivate === true,
    isIp: isIp === true,
  };
}

/** The serialized origin of a scheme, a host and a port; `undefined` if no browser can have it. */
export function serialize(scheme: string, host: string, port = ""): string | undefined {
  const text = `${scheme}://${host}${port && `:${port}`}`;
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.hostname === host ? `${url.protocol}//${url.host}` : undefined;
}

/** The reach of a host. Anyone can own a name that can be registered and that belongs to a different site. */
function reachOf(host: string, { site, isRegistry }: OriginParts): Reach {
  const other = parse(host, { allowPrivateDomains: true, validateHostname: false });
  if (other.domain === null || other.domain === undefined) return "nobody";
  if (other.domain === site) return "same-site";
  // Names under `example`, such as app.shop.example, are treated as registrable.
  return other.isIcann || other.isPrivate || !isRegistry ? "anyone" : "nobody";
}

class NearMisses {
  readonly found: OriginProbe[] = [];
  readonly #base: OriginParts;

  constructor(base: OriginParts) {
    this.#base = base;
  }

  add(kind: ProbeKind, host: string, options: Partial<Pick<OriginProbe, "engines" | "reach">> & Where = {}): void {
    const {
      scheme = this.#base.scheme,
      port = "",
      engines = REAL_ENGINES,
      reach = reachOf(host, this.#base),
    } = options;
    const origin = serialize(scheme, host, port);
    if (origin === undefined || origin === this.#base.origin) return;
    this.found.push({ origin, kind, reach, engines, resembles: this.#base.origin });
  }
}

interface Where {
  readonly scheme?: string;
  readonly port?: string;
}

/** The host with one dot replaced, for each dot that leaves a name which can be registered. */
function withoutDot(host: string, base: OriginParts): string[] {
  const dots = [...host.matchAll(/\./g)].map(({ index }) => index);
  const replaced = dots.map((index) => `${host.slice(0, index)}x${host.slice(index + 1)}`);
  return replaced.filter((name) => reachOf(name, base) === "anyone");
}

/** The longest prefix of the host that can be registered, which a substring comparison would allow. */
function truncated(base: OriginParts): string | undefined {
  const { host } = base;
  const beginnings = Array.from({ length: host.length - 1 }, (_, cut) => host.slice(0, host.length - 1 - cut));
  const possible = beginnings.filter((name) => /\.[a-z][a-z-]*[a-z]$/.test(name));
  return possible.find((name) => reachOf(name, base) === "anyone") ?? possible[0];
}

/** A host with the same name under another public suffix. */
const underOtherSuffix = ({ host, suffix }: OriginParts): string =>
  `${host.slice(0, -suffix.length)}${suffix === "com" ? "net" : "com"}`;

/**
 * The public suffix for names of unrelated sites. It is the target's suffix, because a pattern may allow everything
 * under it.
 */
export const suffixLike = (target: OriginParts): string =>
  target.isRegistry && !target.isIp && target.site !== null && !/\..*\./.test(target.suffix) ? target.suffix : "com";

/** Adds origins of the host on a different port. If the host has a port, one of them begins with the same digits. */
function addPorts(near: NearMisses, { host, port }: OriginParts): void {
  near.add("other-port", host, { port: OTHER_PORT, reach: "same-host" });
  if (port) near.add("other-port", host, { port: `${port}1`.slice(0, 5), reach: "same-host" });
}

/**
 * Origins that resemble one that a server allows, so that careless comparisons allow them too: comparisons of the
 * beginning or the end of a string, patterns without an anchor or with an unescaped dot, and comparisons without the
 * scheme or the port.
 */
export function nearMisses(origin: string, otherSuffix = "com"): readonly OriginProbe[] {
  const base = partsOf(origin);
  const { scheme, host, port, site, isIp } = base;
  const near = new NearMisses(base);
  const other = `${OTHER_SITE}.${otherSuffix}`;
  near.add("prefix-match", `${host}.${other}`);
  if (port) near.add("arbitrary-origin", other, { port });
  if (scheme === "https") near.add("insecure-origin", host, { scheme: "http", port, reach: "network" });
  addPorts(near, base);
  if (isIp) return near.found;
  near.add("prefix-match", `${host}-${other}`);
  for (const { character, engines } of HOST_CHARACTERS) {
    near.add("special-character", `${host}${character}.${other}`, { engines });
  }
  if (site === null) {
    near.add("suffix-match", `${OTHER_SITE}${host}`, { port });
    near.add("any-subdomain", `${OTHER_SITE}.${host}`, { port, reach: "machine" });
    return near.found;
  }
  near.add("suffix-match", `${OTHER_SITE}${site}`);
  near.add("suffix-match", `${OTHER_SITE}${host}`);
  near.add("any-subdomain", `${OTHER_SITE}.${host}`, { reach: "same-site" });
  near.add("any-subdomain", `${OTHER_SITE}.${site}`, { reach: "same-site" });
  if (scheme === "https") {
    near.add("insecure-origin", `${OTHER_SITE}.${site}`, { scheme: "http", reach: "network" });
    near.add("insecure-origin", `${OTHER_SITE}.${host}`, { scheme: "http", reach: "network" });
  }
  for (const name of withoutDot(host, base).slice(0, 2)) near.add("unescaped-dot", name);
  near.add("other-top-level-domain", underOtherSuffix(base));
  const short = truncated(base);
  if (short !== undefined) near.add("truncated-origin", short, { port: "" });
  if (host !== site) near.add("first-label", `${host.split(".")[0]}.${other}`);
  return near.found;
}
