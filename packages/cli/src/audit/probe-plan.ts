import { REAL_ENGINES } from "../engines.ts";
import { nearMisses, type OriginParts, OTHER_SITE, partsOf, serialize, suffixLike } from "./near-misses.ts";
import type { OriginProbe, ProbeKind, Reach } from "./origin-probe.ts";

/** Public suffixes under which anyone can publish a page immediately. */
const HOSTERS = [
  ...["vercel.app", "netlify.app", "github.io", "pages.dev", "herokuapp.com", "web.app", "onrender.com"],
];

/** Sites that serve pages from any user under one origin. */
const PLAYGROUNDS = ["https://cdpn.io", "https://jsfiddle.net"];

/** Origins on the user's machine or network: development servers, other programs, devices. */
const LOCAL_ORIGINS = [
  ...["http://localhost", "http://localhost:3000", "http://localhost:5173", "http://localhost:8080"],
  ...["http://127.0.0.1", "http://192.168.0.10"],
];

/** A site without a name, at an address for documentation: see RFC 5737. */
const OTHER_ADDRESS = "http://203.0.113.10";

/** Origins with non-web schemes. A Chromium extension ID has letters from a to p. */
const APP_ORIGINS = ["file://", "chrome-extension://abcdefghijklmnopabcdefghijklmnop"];

const probe = (origin: string, kind: ProbeKind, reach: Reach): OriginProbe => ({
  origin,
  kind,
  reach,
  engines: REAL_ENGINES,
});

/** An unrelated site. Everything that the server allows it, it allows every site. */
export function arbitraryOrigin(target: string): OriginProbe {
  return probe(`https://${OTHER_SITE}.${suffixLike(partsOf(target))}`, "arbitrary-origin", "anyone");
}

/** A sandboxed frame on any site. */
export const NULL_ORIGIN: OriginProbe = probe("null", "null-origin", "anyone");

/** The name of the organization: `example` of `https://app.example.com`. */
const nameOf = ({ site, suffix }: OriginParts): string => site?.slice(0, -suffix.length - 1) ?? "app";

/** The parent of a host under a suffix without a registry, like `localhost`: its hosts belong together. */
const parentOf = ({ host, isRegistry }: OriginParts): string | undefined =>
  isRegistry || !host.includes(".") ? undefined : host.slice(host.indexOf(".") + 1);

/** The other name of the local machine, with the same port. */
function localNames({ scheme, host, port }: OriginParts): readonly OriginProbe[] {
  const other = { "127.0.0.1": "localhost", localhost: "127.0.0.1" }[host];
  const origin = other && serialize(scheme, other, port);
  return origin ? [probe(origin, "trusted-origin", "trusted")] : [];
}

/** Origins that the server may be meant to allow: its site, and common names in it. */
export function candidateOrigins(target: string): readonly OriginProbe[] {
  const own = partsOf(target);
  if (own.isIp || own.site === null) return localNames(own);
  const bases = new Set([own.site, parentOf(own)].filter((base) => base?.includes(".")));
  const hosts = [...bases].flatMap((base) => [`app.${base}`, `${base}`, `www.${base}`, `admin.${base}`]);
  const parent = parentOf(own);
  if (parent !== undefined && !parent.includes(".")) hosts.push(`app.${parent}`);
  const origins = hosts.map((host) => serialize("https", host)).filter((origin) => origin !== undefined);
  return [...new Set(origins)]
    .filter((origin) => origin !== own.origin)
    .map((origin) => probe(origin, "trusted-origin", "trusted"));
}

/** Near misses of the site and of common names in it, because the allowed origins may be unknown. */
function guessedNearMisses(target: string): readonly OriginProbe[] {
  const own = partsOf(target);
  const suffix = suffixLike(own);
  const pick = (origin: string, kinds: readonly ProbeKind[]): OriginProbe[] =>
    nearMisses(origin, suffix).filter(({ kind }) => kinds.includes(kind));
  const nearOwn = pick(own.origin, ["prefix-match", "other-port"]);
  // If a server compares the origin with its own Host, the port of the URL is part of it.
  const longer = own.port ? serialize(own.scheme, `${OTHER_SITE}${own.host}`, own.port) : undefined;
  if (longer && own.site !== null) {
    nearOwn.push(probe(longer, "suffix-match", own.host === own.site ? "anyone" : "same-site"));
  }
  if (own.isIp || own.site === null) {
    return [...nearOwn, ...pick(own.origin, ["special-character", "suffix-match", "any-subdomain"])];
  }
  const site = `https://${own.site}`;
  const app = `https://app.${own.site}`;
  return [
    ...pick(site, ["prefix-match"]).slice(0, 1),
    ...pick(site, ["suffix-match", "any-subdomain", "insecure-origin", "other-top-level-domain"]),
    ...pick(app, [
      "prefix-match",
      "unescaped-dot",
      "special-character",
      "first-label",
      "truncated-origin",
      "other-port",
    ]),
    ...pick(app, ["insecure-origin"]).slice(0, 1),
    ...nearOwn.filter(({ origin }) => !origin.includes("-")),
    ...pick(`https://${own.host}`, ["unescaped-dot", "other-port"]),
    ...pick(`https://${own.host}`, ["insecure-origin"]).slice(0, 1),
  ];
}

/** Sites on hosting services. They begin with the name of the organization, because patterns often do. */
function sharedHosts(bases: readonly OriginParts[]): readonly OriginProbe[] {
  const [first] = bases;
  const name = first ? nameOf(first).replace(/[^a-z0-9-]/g, "") : "app";
  const own = bases.filter(({ isHoster }) => isHoster);
  const suffixes = new Set([...own.map(({ suffix }) => suffix), ...HOSTERS]);
  const sites = [...suffixes].map((suffix) => `https://${name}-${OTHER_SITE}.${suffix}`);
  const plain = own.map(({ suffix }) => `https://${OTHER_SITE}.${suffix}`);
  return [...plain, ...sites, ...PLAYGROUNDS].map((origin) => probe(origin, "shared-host", "anyone"));
}

/** Hosts that only begin like a host on the user's machine or network. */
const likeLocalHosts = (suffix: string): readonly OriginProbe[] =>
  ["localhost", "127.0.0.1", "192.168.0.10"].map((host) =>
    probe(`http://${host}.${OTHER_SITE}.${suffix}`, "prefix-match", "anyone"),
  );

/**
 * The origins that are sent to a server, in addition to the arbitrary one and `null`.
 *
 * @param target - The URL of the server.
 * @param allowed - Origins that the server is known to allow. Defaults to none: then they are guessed from the host.
 */
export function planProbes(target: string, allowed: readonly string[] = []): readonly OriginProbe[] {
  const own = partsOf(target);
  const suffix = suffixLike(own);
  const known = allowed.filter((origin) => /^https?:/.test(origin));
  const near = known.flatMap((origin) => nearMisses(origin, suffix));
  const httpOther = serialize("http", `${OTHER_SITE}.${suffix}`);
  const app = APP_ORIGINS.map((origin) => probe(origin, "app-origin", "machine"));
  const local = LOCAL_ORIGINS.map((origin) => probe(origin, "local-origin", "machine"));
  const all: readonly OriginProbe[] = [
    ...(httpOther ? [probe(httpOther, "arbitrary-origin", "anyone")] : []),
    probe(OTHER_ADDRESS, "arbitrary-origin", "anyone"),
    ...near,
    ...guessedNearMisses(target),
    ...sharedHosts([...known.map(partsOf), own]),
    ...likeLocalHosts(suffix),
    ...local,
    ...app,
  ];
  const unique = new Map<string, OriginProbe>();
  for (const one of all) if (!unique.has(one.origin)) unique.set(one.origin, one);
  // A page on the server itself needs no CORS, and a trusted origin is not a near miss of another one.
  for (const origin of [own.origin, ...allowed]) unique.delete(origin);
  return [...unique.values()];
}

/** An origin that the server is, or may be, meant to allow. */
export const trustedOrigin = (origin: string): OriginProbe => probe(origin, "trusted-origin", "trusted");
