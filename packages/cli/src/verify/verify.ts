import type { Engine } from "@fetch-cors/browser";
import type { CorsPolicy } from "@fetch-cors/core";
import fc from "fast-check";
import { type Compared, type Comparison, compareRequest } from "./compare-request.ts";
import { type Difference, keyOf, rankOf } from "./difference.ts";
import { RequestDraw } from "./draw-requests.ts";
import type { LiveServer } from "./live-server.ts";
import type { Note } from "./notes.ts";
import { drawnOrigins } from "./origins.ts";
import type { PageRequest } from "./page-request.ts";

/** How a server is verified. */
export interface VerifyOptions {
  readonly policy: CorsPolicy;
  readonly server: LiveServer;
  /** The URLs that pages request, all on one server. */
  readonly urls: readonly string[];
  /** Whether a missing resource below each URL is requested, too. */
  readonly missing: boolean;
  /** How many requests are drawn. */
  readonly runs: number;
  readonly seed: number;
  /** Origins that are drawn in addition to those of the policy, for a predicate. */
  readonly origins: readonly string[];
  readonly maySend: Comparison["maySend"];
  readonly signal: AbortSignal;
  /** Is called after each run with the number of runs. */
  readonly onRun?: (runs: number, differences: number) => void;
}

/** The smallest request that shows a difference. */
export interface Counterexample {
  readonly request: PageRequest;
  readonly difference: Difference;
  /** Every engine that shows it. */
  readonly engines: readonly Engine[];
}

/** The result of a verification. */
export interface VerifyReport {
  readonly seed: number;
  /** How many requests of pages were compared. */
  readonly runs: number;
  /** How many requests the server got. */
  readonly requests: number;
  readonly differences: readonly Counterexample[];
  readonly notes: readonly Note[];
  /** The allowed and denied origins that were drawn from. */
  readonly origins: { readonly allowed: number; readonly denied: number };
  /** Why the verification ended early. */
  readonly ended: "interrupted" | "unreachable" | undefined;
  /** The last failure of a server that stopped responding. */
  readonly failure: unknown;
}

/** The search stops after this many differences, because further ones help little. */
const MOST_DIFFERENCES = 12;

/** Methods that every server handles, if only to reject them. */
const COMMON_METHODS = ["GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"];

/** A resource that probably does not exist, for the server's 404. */
function missingBelow(url: string, seed: number): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname.replace(/\/$/, "")}/fetch-cors-missing-${(seed >>> 0).toString(36)}`;
}

/**
 * Verifies that a live server responds as a policy does.
 *
 * Requests from pages are drawn at random, based on the policy. Each is sent to the server once. Every engine of the
 * simulated browser evaluates the server's responses and those of `withCors`. For each kind of difference, the smallest
 * request that shows it is searched for.
 *
 * @throws {UnreachableError} If the server does not respond at all.
 * @throws {UnusablePolicyError} If a predicate of the policy throws, or allows no origin that is drawn.
 */
export async function verify(options: VerifyOptions): Promise<VerifyReport> {
  const { policy, server, urls, runs, seed, signal } = options;
  for (const url of urls) await server.send(new Request(url));
  const { origin } = policy.options;
  const entries = Array.isArray(origin) ? (origin as readonly string[]) : [];
  const origins = await drawnOrigins(policy, { entries, url: new URL(urls[0] as string), hints: options.origins });
  const all = urls.flatMap((url) => (options.missing ? [url, missingBelow(url, seed)] : [url]));
  const draw = new RequestDraw({ origins, urls: all, options: policy.options });
  // Servers differ in how they treat unknown methods.
  const known = new Set([...COMMON_METHODS, ...policy.options.methods]);
  const maySend: Comparison["maySend"] = (method, url) => known.has(method) && options.maySend(method, url);
  const search = new Search({ policy, server, maySend }, options);
  while (await search.next(draw, { runs, seed })) {
    // Each round finds one more kind of difference.
  }
  const ended = signal.aborted ? "interrupted" : server.failure === undefined ? undefined : "unreachable";
  return {
    seed,
    runs: search.runs,
    requests: server.sent,
    differences: [...search.found].sort((left, right) => rankOf(left.difference) - rankOf(right.difference)),
    notes: search.notes,
    origins: { allowed: origins.allowed.length, denied: origins.denied.length },
    ended,
    failure: server.failure,
  };
}

/** Searches for the smallest counterexample for one kind of difference after the other. */
class Search {
  readonly #comparison: Comparison;
  readonly #options: VerifyOptions;
  readonly #compared = new Map<string, Compared>();
  readonly #found = new Map<string, Counterexample>();
  readonly #notes = new Map<string, Note>();

  constructor(comparison: Comparison, options: VerifyOptions) {
    this.#comparison = comparison;
    this.#options = options;
  }

  get runs(): number {
    return this.#compared.size;
  }

  get found(): readonly Counterexample[] {
    return [...this.#found.values()];
  }

  get notes(): readonly Note[] {
    return [...this.#notes.values()];
  }

  /** Draws all requests again, until one shows a difference that is not known yet; `false` if none does. */
  async next(draw: RequestDraw, { runs, seed }: { readonly runs: number; readonly seed: number }): Promise<boolean> {
    let key: string | undefined;
    const property = fc.asyncProperty(draw.arbitrary, async (drawn) => {
      if (this.#isOver) return true;
      const request = draw.requestOf(drawn);
      const { differences } = await this.#compare(request);
      // An aborted request shows no difference.
      if (this.#isOver) return true;
      const isSought = (difference: Difference): boolean =>
        key === undefined ? !this.#found.has(keyOf(difference)) : keyOf(difference) === key;
      const difference = differences.find(isSought);
      if (!difference) return true;
      key = keyOf(difference);
      const engines = differences.filter((other) => keyOf(other) === key).map(({ engine }) => engine);
      // The last request that fails is the smallest.
      this.#found.set(key, { request, difference, engines });
      return false;
    });
    const examples = draw.examples(Math.ceil(runs * 0.8)).map((example): [typeof example] => [example]);
    const { failed } = await fc.check(property, { seed, numRuns: runs, examples });
    return failed && !this.#isOver && this.#found.size < MOST_DIFFERENCES;
  }

  get #isOver(): boolean {
    return this.#options.signal.aborted || this.#comparison.server.failure !== undefined;
  }

  async #compare(request: PageRequest): Promise<Compared> {
    const key = JSON.stringify(request);
    const known = this.#compared.get(key);
    if (known) return known;
    const compared = await compareRequest(this.#comparison, request);
    this.#compared.set(key, compared);
    if (this.#isOver) return compared;
    for (const note of compared.notes) if (!this.#notes.has(note.code)) this.#notes.set(note.code, note);
    this.#options.onRun?.(this.#compared.size, this.#found.size);
    return compared;
  }
}
