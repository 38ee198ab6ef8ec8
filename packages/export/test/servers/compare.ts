/** Compares a server with `withCors`: random policies, raw requests, and the verdicts of simulated browsers. */
import { BlockedError, createBrowser } from "@fetch-cors/browser";
import { type CorsPolicy, definePolicy } from "@fetch-cors/core";
import fc from "fast-check";
import { ExportError, type ServerConfiguration } from "../../src/index.ts";
import { type Answer, classify, toAnswer } from "./differences.ts";
import { type RawRequest, send } from "./exchange.ts";
import { anyOptions, type ListOptions, originFor, requestFor } from "./policies.ts";
import { type Reference, startReference } from "./reference.ts";
import { freePorts, makeDirectory, run, type ServerProgram, type Site, writeConfiguration } from "./server-program.ts";
import { NUMBER_HEADER, startUpstream, type Upstream } from "./upstream.ts";

/** How much is compared. */
export interface Amount {
  readonly seed: number;
  readonly policies: number;
  readonly requests: number;
  /** How many requests a simulated page makes, for each policy and engine. */
  readonly pages: number;
}

export interface ComparisonReport {
  readonly policies: number;
  readonly requests: number;
  readonly verdicts: number;
  /** How many verdicts let the page read the response. */
  readonly shared: number;
  /** How many requests differ, by class. */
  readonly classes: ReadonlyMap<string, number>;
  readonly unexplained: readonly string[];
}

const ENGINES = ["chromium", "firefox", "webkit", "standard"] as const;

/** Sites are served by one process of the server in groups, because some start slowly. */
const GROUP = 25;
const CONCURRENT = 8;

/** Runs tasks, a few at a time. */
async function inParallel<T>(items: readonly T[], task: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const work = async (): Promise<void> => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await task(item);
  };
  await Promise.all(Array.from({ length: CONCURRENT }, work));
}

interface Candidate {
  readonly options: ListOptions;
  readonly policy: CorsPolicy;
}

/** The policies of a seed that the server can express. */
function policiesFor(program: ServerProgram, { seed, policies }: Amount): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const options of fc.sample(anyOptions, { seed, numRuns: policies * 3 })) {
    const policy = definePolicy(options);
    try {
      program.toConfiguration(policy, {});
    } catch (error) {
      if (!(error instanceof ExportError)) throw error;
      continue;
    }
    if (found.push({ options, policy }) === policies) break;
  }
  return found;
}

/** Sends a request to a port, and notes how often it has reached the upstream behind it. */
const answerOf = async (
  port: number,
  request: RawRequest,
  number: string,
  upstream: Pick<Upstream, "count">,
): Promise<Answer> => {
  const response = await send(port, { ...request, lines: [...request.lines, [NUMBER_HEADER, number]] });
  return toAnswer(response, upstream.count(number));
};

class Comparer {
  readonly #program: ServerProgram;
  readonly #upstream: Upstream;
  readonly #classes = new Map<string, number>();
  readonly #unexplained: string[] = [];
  #requests = 0;
  #verdicts = 0;
  #shared = 0;
  #number = 0;

  constructor(program: ServerProgram, upstream: Upstream) {
    this.#program = program;
    this.#upstream = upstream;
  }

  get report(): Omit<ComparisonReport, "policies"> {
    const [requests, verdicts, shared] = [this.#requests, this.#verdicts, this.#shared];
    return { requests, verdicts, shared, classes: this.#classes, unexplained: this.#unexplained };
  }

  /** Compares raw requests to a site and to its reference. */
  async compareRequests(
    site: Site,
    reference: Reference,
    requests: readonly RawRequest[],
    policy: unknown,
  ): Promise<void> {
    await inParallel(requests, async (request) => {
      const number = String(++this.#number);
      const expected = await answerOf(reference.port, request, number, reference);
      const seen = await answerOf(site.port, request, number, this.#upstream);
      this.#requests += 1;
      const kind = classify({ server: this.#program.title, request, expected, seen });
      if (kind === "equal") return;
      if (kind !== "unexplained") this.#classes.set(kind.name, (this.#classes.get(kind.name) ?? 0) + 1);
      else this.#unexplained.push(JSON.stringify({ policy, request, expected, seen }));
    });
  }

  /** Lets each simulated engine make the same request through both servers. */
  async compareVerdicts(site: Site, reference: Reference, page: PageRequest, policy: unknown): Promise<void> {
    for (const engine of ENGINES) {
      const expected = await verdictOf(reference.port, page, engine);
      const seen = await verdictOf(site.port, page, engine);
      this.#verdicts += 1;
      if (expected.startsWith("shared")) this.#shared += 1;
      if (expected !== seen) this.#unexplained.push(JSON.stringify({ policy, engine, page, expected, seen }));
    }
  }
}

/** A request that a page makes. */
interface PageRequest {
  readonly origin: string;
  readonly path: string;
  readonly init: {
    readonly method: string;
    readonly headers: Record<string, string>;
    readonly credentials: "omit" | "include";
  };
}

const pageRequestFor = (options: ListOptions): fc.Arbitrary<PageRequest> =>
  fc
    .record({
      origin: originFor(options).filter((origin) => URL.canParse(origin) && new URL(origin).origin === origin),
      path: fc.constantFrom("/case/0", "/case/1", "/case/2", "/case/3", "/case/7", "/case/15", "/case/17", "/down"),
      method: fc.constantFrom("GET", "POST", "PUT", "PATCH", "DELETE"),
      headers: fc.dictionary(
        fc.constantFrom("Content-Type", "Authorization", "X-Api-Key", "X-Unlisted", "Range"),
        fc.constantFrom("1", "text/plain", "application/json"),
        { maxKeys: 3 },
      ),
      credentials: fc.constantFrom("omit" as const, "include" as const),
    })
    .map(({ origin, path, method, headers, credentials }) => ({
      origin,
      path,
      init: { method, headers, credentials },
    }));

/** The headers that a page looks for. */
const READABLE = ["x-request-id", "x-total", "x-secret", "etag", "vary"];

async function verdictOf(
  port: number,
  { origin, path, init }: PageRequest,
  engine: (typeof ENGINES)[number],
): Promise<string> {
  const network = async (request: Request): Promise<Response> => {
    const { status, headers } = await send(port, {
      method: request.method,
      target: new URL(request.url).pathname,
      lines: [...request.headers],
    });
    return new Response(null, { status, headers: headers.map(([name, value]) => [name, value] as [string, string]) });
  };
  const browser = createBrowser({ origin, network, engine });
  const seen = await browser.fetch(`http://127.0.0.1:${port}${path}`, init).catch((error: unknown) => error);
  const wire = browser.log.map(({ request }) => request.method).join(" ");
  if (seen instanceof BlockedError) return `blocked ${seen.code} ${wire}`;
  if (!(seen instanceof Response)) throw seen;
  const status = path === "/down" ? "down" : seen.status;
  return `shared ${status} ${READABLE.filter((name) => seen.headers.has(name))} ${wire}`;
}

/** Serves some policies by one process each of the server, and compares all of it. */
export async function compareServer(program: ServerProgram, amount: Amount): Promise<ComparisonReport> {
  const candidates = policiesFor(program, amount);
  const upstream = await startUpstream();
  const comparer = new Comparer(program, upstream);
  try {
    for (let start = 0; start < candidates.length; start += GROUP) {
      const group = candidates.slice(start, start + GROUP);
      const ports = await freePorts(group.length);
      const directory = makeDirectory();
      const sites = group.map(({ policy }, index): Site => {
        const configuration: ServerConfiguration = program.toConfiguration(policy, { name: `cors${index}`, directory });
        writeConfiguration(configuration, directory);
        return { port: ports[index] ?? 0, upstream: upstream.port, configuration };
      });
      const server = await run(program, program.configure(sites, directory), ports, directory);
      try {
        for (const [index, { options, policy }] of group.entries()) {
          const site = sites[index] as Site;
          const reference = await startReference(policy);
          const seed = amount.seed + start + index;
          const requests = fc.sample(requestFor(options), { seed, numRuns: amount.requests });
          await comparer.compareRequests(site, reference, requests, options);
          for (const page of fc.sample(pageRequestFor(options), { seed, numRuns: amount.pages })) {
            await comparer.compareVerdicts(site, reference, page, options);
          }
          reference.stop();
        }
      } finally {
        await server.stop();
      }
    }
  } finally {
    upstream.stop();
  }
  return { policies: candidates.length, ...comparer.report };
}
