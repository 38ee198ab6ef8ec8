import type { HeaderLine } from "@fetch-cors/browser";
import type { Answer } from "../transport/answer.ts";
import { UnreachableError } from "../transport/unreachable-error.ts";
import { bodyText } from "./body-text.ts";
import { effectiveGrant, isMore } from "./effective-grant.ts";
import type { AuditHints, Observation, Situation } from "./investigation.ts";
import type { OriginProbe } from "./origin-probe.ts";
import { arbitraryOrigin } from "./probe-plan.ts";
import {
  type Grant,
  headerValues,
  type PageRequest,
  unanswered,
  type Visit,
  type VisitAnswer,
  visit,
} from "./visit.ts";

/** How many consecutive requests may get no response before the server counts as unreachable. */
const MOST_FAILURES = 3;

/** A preflight for JSON, which most servers with a policy allow. */
export const JSON_POST = { method: "POST", headers: { "Content-Type": "application/json" } } as const;

/** Sends requests from pages to a URL, and records the results. */
export class Observer {
  /** As the user wrote it. */
  readonly url: string;
  /** The URL after redirects on the same host. */
  target: string;
  readonly hints: AuditHints;
  /** An unrelated site. */
  readonly arbitrary: OriginProbe;
  readonly observations: Observation[] = [];
  /** Responses to requests without cookies and without `Origin`. */
  readonly everyone: VisitAnswer[] = [];
  readonly #send: (request: Request) => Promise<Answer>;
  #cookie: string | undefined;
  /** How many consecutive requests got no response. */
  #failures = 0;

  constructor(url: string, hints: AuditHints, send: (request: Request) => Promise<Answer>) {
    this.url = url;
    this.target = url;
    this.hints = hints;
    this.arbitrary = arbitraryOrigin(url);
    this.#send = send;
    this.#cookie = hints.cookie;
  }

  /** Whether the server has set cookies in addition to those that the user passed. */
  get hasNewCookies(): boolean {
    return this.#cookie !== this.hints.cookie;
  }

  /** Sends a request from a page with the origin. */
  async observe(
    probe: OriginProbe,
    situation: Situation,
    request: Partial<PageRequest> & { readonly cookies?: boolean } = {},
  ): Promise<Visit> {
    const { cookies = true, ...rest } = request;
    const added: HeaderLine[] = [...(rest.added ?? [])];
    if (cookies && this.#cookie) added.push(["Cookie", this.#cookie]);
    const full: PageRequest = { origin: probe.origin, url: this.target, ...rest, added };
    try {
      const seen = await visit(full, this.#send);
      this.#failures = 0;
      this.observations.push({ probe, situation, visit: seen });
      return seen;
    } catch (error) {
      // A server may reject a single request, such as one with a malformed URL, by closing the connection.
      this.#failures += 1;
      const isLost = this.observations.length === 0 || this.#failures > MOST_FAILURES;
      if (!(error instanceof UnreachableError) || isLost) throw error;
      return unanswered(full);
    }
  }

  /** Sends a request without cookies and without `Origin`. */
  async askAsEveryone(): Promise<void> {
    const answer = await this.#send(new Request(this.target, { headers: { Accept: "*/*" } }));
    const { status, headers } = answer;
    this.everyone.push({ url: this.target, status, headers, text: bodyText(answer) });
    this.#cookie = withCookies(this.hints.cookie, headerValues(headers, "set-cookie"));
  }

  /** The grant for every site in a situation. */
  grantToAll(situation: Situation): Grant {
    return this.observations
      .filter((one) => one.probe === this.arbitrary && one.situation === situation)
      .map((one) => effectiveGrant(one).grant)
      .reduce((a, b) => (isMore(b, a) ? b : a), "none");
  }

  /** Whether an origin is granted more than every site is. */
  isAllowed(origin: string | undefined, situation: Situation): boolean {
    return this.observations.some(
      (one) =>
        one.probe.origin === origin &&
        one.situation === situation &&
        isMore(effectiveGrant(one).grant, this.grantToAll(situation)),
    );
  }
}

/** Adds the cookies that the server sets to those that the browser already has. */
function withCookies(cookie: string | undefined, lines: readonly string[]): string | undefined {
  const nameOf = (pair: string): string => pair.split("=")[0]?.trim() ?? "";
  const own = cookie?.split(";").map((pair) => pair.trim()) ?? [];
  const names = new Set(own.map(nameOf));
  const added = lines.map((line) => line.split(";")[0] ?? "").filter((pair) => !names.has(nameOf(pair)));
  return own.length + added.length > 0 ? [...own, ...added].join("; ") : undefined;
}
