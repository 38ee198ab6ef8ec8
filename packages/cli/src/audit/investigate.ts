import type { HeaderLine } from "@fetch-cors/browser";
import type { Answer } from "../transport/answer.ts";
import { UnreachableError } from "../transport/unreachable-error.ts";
import { bodyText } from "./body-text.ts";
import { effectiveGrant, isMore } from "./effective-grant.ts";
import type { Investigation, Observation, Situation } from "./investigation.ts";
import { OTHER_SITE } from "./near-misses.ts";
import type { OriginProbe } from "./origin-probe.ts";
import { arbitraryOrigin, candidateOrigins, NULL_ORIGIN, planProbes, trustedOrigin } from "./probe-plan.ts";
import { revealedOrigins } from "./revealed-origins.ts";
import {
  type Grant,
  headerValues,
  type PageRequest,
  unanswered,
  type Visit,
  type VisitAnswer,
  visit,
} from "./visit.ts";

/** What the user tells about the server. */
export interface AuditHints {
  /** Origins that the server is meant to allow. */
  readonly trusted: readonly string[];
  /** The value of `Cookie` of a user who is logged in. */
  readonly cookie: string | undefined;
  /** Whether POST may be sent. */
  readonly send: boolean;
}

/** How many redirects on the same host are followed. */
const MOST_REDIRECTS = 5;

/** After how many requests in a row without a response a server counts as unreachable. */
const MOST_FAILURES = 3;

const JSON_POST = { method: "POST", headers: { "Content-Type": "application/json" } } as const;
const UNUSUAL_REQUEST = {
  method: "DELETE",
  headers: { "X-Fetch-Cors-Audit": "1", Authorization: "Bearer x" },
} as const;

/** Query parameters that servers may take an origin from. */
const ORIGIN_PARAMETERS = ["origin", "allow_origin", "cors", "referer", "domain", "callback", "url"];

const isRedirect = ({ status }: VisitAnswer): boolean => [301, 302, 303, 307, 308].includes(status);

/** Sends everything that an audit sends to a URL; what it means is decided later. */
export async function investigate(
  url: string,
  hints: AuditHints,
  send: (request: Request) => Promise<Answer>,
): Promise<Investigation> {
  return new Investigator(url, hints, send).run();
}

class Investigator {
  readonly #url: string;
  readonly #hints: AuditHints;
  readonly #send: (request: Request) => Promise<Answer>;
  readonly #observations: Observation[] = [];
  readonly #everyone: VisitAnswer[] = [];
  readonly #arbitrary: OriginProbe;
  #target: string;
  #cookie: string | undefined;
  /** How many requests in a row got no response. */
  #failures = 0;

  constructor(url: string, hints: AuditHints, send: (request: Request) => Promise<Answer>) {
    this.#url = url;
    this.#target = url;
    this.#hints = hints;
    this.#send = send;
    this.#cookie = hints.cookie;
    this.#arbitrary = arbitraryOrigin(url);
  }

  async run(): Promise<Investigation> {
    const trusted = this.#hints.trusted.map(trustedOrigin);
    // A page comes first: a cache that ignores Origin stores what it gets.
    await this.#followRedirects(trusted[0] ?? this.#arbitrary);
    await this.#askAsEveryone();
    await this.#observeArbitrary();
    await this.#observe(NULL_ORIGIN, "response");
    await this.#observe(NULL_ORIGIN, "preflight", JSON_POST);
    const candidates = [...trusted, ...candidateOrigins(this.#url), ...this.#revealed(trusted)];
    for (const probe of unique(candidates)) {
      await this.#observe(probe, "response");
      await this.#observe(probe, "preflight", JSON_POST);
    }
    await this.#observeNearMisses();
    if (this.#hints.send) await this.#observePosts(unique(candidates));
    await this.#lookBehindCache(trusted);
    await this.#observe(this.#arbitrary, "response", { headers: { Accept: "application/json" } });
    return {
      url: this.#url,
      target: this.#target,
      trusted: this.#hints.trusted,
      hasCookie: this.#hints.cookie !== undefined,
      everyone: this.#everyone,
      observations: this.#observations,
    };
  }

  /** Lets a page of the origin send a request; the same is not sent twice. */
  async #observe(
    probe: OriginProbe,
    situation: Situation,
    request: Partial<PageRequest> & { readonly cookies?: boolean } = {},
  ): Promise<Visit> {
    const { cookies = true, ...rest } = request;
    const added: HeaderLine[] = [...(rest.added ?? [])];
    if (cookies && this.#cookie) added.push(["Cookie", this.#cookie]);
    const full: PageRequest = { origin: probe.origin, url: this.#target, ...rest, added };
    try {
      const seen = await visit(full, this.#send);
      this.#failures = 0;
      this.#observations.push({ probe, situation, visit: seen });
      return seen;
    } catch (error) {
      // A server may refuse a single request, like one of a malformed URL, by closing the connection.
      this.#failures += 1;
      const isLost = this.#observations.length === 0 || this.#failures > MOST_FAILURES;
      if (!(error instanceof UnreachableError) || isLost) throw error;
      return unanswered(full);
    }
  }

  /** What everyone is granted in a situation. */
  #grantToAll(situation: Situation): Grant {
    const found = this.#observations.filter((one) => one.probe === this.#arbitrary && one.situation === situation);
    return (
      found.map((one) => effectiveGrant(one)).sort((a, b) => (isMore(a.grant, b.grant) ? -1 : 1))[0]?.grant ?? "none"
    );
  }

  async #followRedirects(probe: OriginProbe): Promise<void> {
    let previous = this.#target;
    for (let count = 0; count < MOST_REDIRECTS; count += 1) {
      const { answer } = await this.#observe(probe, "response");
      if (!answer || !isRedirect(answer)) {
        // What is behind the redirect may not be reachable.
        this.#target = answer?.url ?? previous;
        return;
      }
      previous = answer.url;
      const [location = ""] = headerValues(answer.headers, "location");
      if (!URL.canParse(location, answer.url)) return;
      const next = new URL(location, answer.url);
      next.hash = "";
      if (next.hostname !== new URL(this.#url).hostname || next.href === this.#target) {
        this.#target = previous;
        return;
      }
      if (probe === this.#arbitrary) await this.#observe(probe, "preflight", JSON_POST);
      this.#target = next.href;
    }
  }

  /** Requests of the server's own page without cookies. A second one shows what changes by itself. */
  async #askAsEveryone(): Promise<void> {
    const times = this.#hints.cookie === undefined ? 1 : 2;
    for (let count = 0; count < times; count += 1) {
      const answer = await this.#send(new Request(this.#target, { headers: { Accept: "*/*" } }));
      const { status, headers } = answer;
      this.#everyone.push({ url: this.#target, status, headers, text: bodyText(answer) });
      this.#cookie = withCookies(this.#hints.cookie, headerValues(headers, "set-cookie"));
    }
  }

  async #observeArbitrary(): Promise<void> {
    const probe = this.#arbitrary;
    const wasFirst = this.#observations.at(-1);
    // With the cookies that the server has set meanwhile, it may answer otherwise.
    const isSame = wasFirst?.probe === probe && this.#cookie === this.#hints.cookie;
    const { answer } = isSame ? wasFirst.visit : await this.#observe(probe, "response");
    if (this.#hints.cookie !== undefined) {
      await this.#observe(probe, "without-cookies", { credentials: "omit", cookies: false });
    }
    await this.#observe(probe, "preflight", JSON_POST);
    await this.#observe(probe, "preflight", UNUSUAL_REQUEST);
    await this.#observe(probe, "head", { method: "HEAD" });
    await this.#observe(probe, "missing-page", { url: new URL("fetch-cors-audit-missing", this.#target).href });
    await this.#observe(probe, "malformed-url", { url: new URL("/%E0%A4%A", this.#target).href });
    await this.#observeNotModified(answer);
    await this.#observe({ ...probe, kind: "origin-from-query" }, "response", { url: this.#withOriginInQuery() });
    await this.#observe({ ...probe, kind: "origin-from-referrer" }, "response", { page: this.#pageWithTrustedPath() });
  }

  /** A browser that has a response in its cache asks whether it has changed; then the headers of the 304 count. */
  async #observeNotModified(answer: VisitAnswer | undefined): Promise<void> {
    if (answer?.status !== 200) return;
    const [tag] = headerValues(answer.headers, "etag");
    const [date] = headerValues(answer.headers, "last-modified");
    if (tag === undefined && date === undefined) return;
    const added: HeaderLine[] = [];
    if (tag !== undefined) added.push(["If-None-Match", tag]);
    if (date !== undefined) added.push(["If-Modified-Since", date]);
    await this.#observe(this.#arbitrary, "not-modified", { added, stored: answer.headers });
  }

  #withOriginInQuery(): string {
    const url = new URL(this.#target);
    for (const name of ORIGIN_PARAMETERS) url.searchParams.append(name, this.#arbitrary.origin);
    return url.href;
  }

  /** A page of another site, whose path contains an origin that the server may allow. */
  #pageWithTrustedPath(): string {
    const trusted = this.#hints.trusted[0] ?? candidateOrigins(this.#url)[0]?.origin ?? new URL(this.#url).origin;
    return `${this.#arbitrary.origin}/${trusted}/?${trusted}/`;
  }

  #revealed(known: readonly OriginProbe[]): readonly OriginProbe[] {
    const answers = [...this.#everyone, ...this.#observations.map(({ visit: { answer } }) => answer)];
    const origins = revealedOrigins(answers.filter((answer) => answer !== undefined));
    const others = origins.filter((origin) => !origin.includes(OTHER_SITE) && origin !== new URL(this.#target).origin);
    const isHttps = this.#target.startsWith("https:");
    return others
      .filter((origin) => known.every((probe) => probe.origin !== origin))
      .map(trustedOrigin)
      .map((probe) =>
        isHttps && probe.origin.startsWith("http:") ? { ...probe, kind: "insecure-origin", reach: "network" } : probe,
      );
  }

  /** The origins that are allowed more than everyone is. */
  #allowedOrigins(): readonly string[] {
    const isAllowed = (one: Observation): boolean =>
      one.probe.reach === "trusted" && isMore(effectiveGrant(one).grant, this.#grantToAll(one.situation));
    return [...new Set(this.#observations.filter(isAllowed).map(({ probe }) => probe.origin))];
  }

  async #observeNearMisses(): Promise<void> {
    const allowed = [...new Set([...this.#hints.trusted, ...this.#allowedOrigins()])];
    const probes = planProbes(this.#target, allowed);
    if (this.#grantToAll("response") !== "credentials") {
      for (const probe of probes) await this.#observe(probe, "response");
    }
    if (this.#grantToAll("preflight") === "credentials") return;
    for (const probe of this.#worthAPreflight(probes)) await this.#observe(probe, "preflight", JSON_POST);
  }

  /** Preflights cost as much as responses: one of each kind, and all near an origin that only preflights allow. */
  #worthAPreflight(probes: readonly OriginProbe[]): readonly OriginProbe[] {
    const kinds = new Set<string>();
    const isAllowedBy = (situation: Situation, origin: string | undefined): boolean =>
      this.#observations.some(
        (one) =>
          one.probe.origin === origin &&
          one.situation === situation &&
          isMore(effectiveGrant(one).grant, this.#grantToAll(situation)),
      );
    return probes.filter((probe) => {
      const { kind, origin, resembles, reach } = probe;
      if (isAllowedBy("response", origin) || reach === "same-site" || reach === "same-host") return false;
      if (this.#hints.trusted.includes(resembles ?? "") || isAllowedBy("preflight", resembles)) return true;
      if (["app-origin", "special-character", "first-label", "truncated-origin"].includes(kind)) return false;
      if (kinds.has(kind)) return false;
      kinds.add(kind);
      return true;
    });
  }

  async #observePosts(candidates: readonly OriginProbe[]): Promise<void> {
    const post = { method: "POST" } as const;
    await this.#observe(this.#arbitrary, "post", post);
    if (this.#grantToAll("post") === "credentials") return;
    const allowed = [...new Set([...this.#hints.trusted, ...this.#allowedOrigins()])];
    for (const probe of [NULL_ORIGIN, ...candidates, ...planProbes(this.#target, allowed)]) {
      await this.#observe(probe, "post", post);
    }
  }

  /**
   * A cache that ignores `Origin` makes every origin look alike. A query that it has not stored shows whether the server
   * tells them apart.
   */
  async #lookBehindCache(trusted: readonly OriginProbe[]): Promise<void> {
    const values = this.#observations
      .filter(({ situation, visit: { answer } }) => situation === "response" && answer?.url === this.#target)
      .map(({ visit: { answer } }) => headerValues(answer?.headers ?? [], "access-control-allow-origin").join());
    const isConstant = values.every((value) => value === values[0]);
    if (!isConstant || values[0] === "*") return;
    // Something that the cache may have hidden is found with an origin that the server allows; otherwise with one that it does not.
    const allowed = trusted.length > 0 || !this.#isCached() ? trusted : candidateOrigins(this.#url);
    const probes = values[0] === "" ? allowed : [this.#arbitrary];
    for (const [index, probe] of probes.entries()) {
      const url = new URL(this.#target);
      url.searchParams.append("fetch-cors-audit", `${index + 1}`);
      await this.#observe(probe, "other-url", { url: url.href });
    }
  }

  /** Whether a response may come from a cache. */
  #isCached(): boolean {
    return this.#everyone.some(({ headers }) => {
      const values = (name: string): string => headerValues(headers, name).join();
      const age = /max-age=0*[1-9]|public/i.test(values("cache-control"));
      return age || values("age") !== "" || values("x-cache") !== "" || values("cf-cache-status") !== "";
    });
  }
}

/** A browser sends back the cookies that it gets, beside those that it has. */
function withCookies(cookie: string | undefined, lines: readonly string[]): string | undefined {
  const nameOf = (pair: string): string => pair.split("=")[0]?.trim() ?? "";
  const own = cookie?.split(";").map((pair) => pair.trim()) ?? [];
  const names = new Set(own.map(nameOf));
  const added = lines.map((line) => line.split(";")[0] ?? "").filter((pair) => !names.has(nameOf(pair)));
  return own.length + added.length > 0 ? [...own, ...added].join("; ") : undefined;
}

/** The first probe of each origin. */
const unique = (probes: readonly OriginProbe[]): readonly OriginProbe[] =>
  probes.filter((probe, index) => probes.findIndex(({ origin }) => origin === probe.origin) === index);
