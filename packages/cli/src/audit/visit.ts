import {
  BlockedError,
  createBrowser,
  type Exchange,
  type HeaderLine,
  type Network,
  type RealEngine,
} from "@fetch-cors/browser";
import { REAL_ENGINES } from "../engines.ts";
import { valuesOf } from "../header-lines.ts";
import { NotSentError } from "../permission.ts";
import { isSafelistedMethod } from "../safelisted-method.ts";
import type { Answer } from "../transport/answer.ts";
import { UnreachableError } from "../transport/unreachable-error.ts";
import { bodyText } from "./body-text.ts";

/** A page's access to a response, or to requests after a preflight: none, without cookies, or with cookies. */
export type Grant = "none" | "anonymous" | "credentials";

/** A request of a page. */
export interface PageRequest {
  readonly origin: string;
  readonly url: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly credentials?: "include" | "omit";
  /** The URL of the page. If it is set, its path and query are in `Referer` too. */
  readonly page?: string;
  /** Header lines that the browser adds by itself: its cookies, the validators of its cache. */
  readonly added?: readonly HeaderLine[];
  /** The headers of the cached response, which a 304 updates. */
  readonly stored?: readonly HeaderLine[];
}

/** A page's request, with the results in each engine. */
export interface Visit {
  readonly request: PageRequest;
  /** The exchanges on the wire, with the verdicts of Chromium. */
  readonly exchanges: readonly Exchange[];
  /** The last response; `undefined` if there was none. */
  readonly answer: VisitAnswer | undefined;
  /** The grant for the response, by engine. */
  readonly response: Readonly<Record<RealEngine, Grant>>;
  /** The grant after the preflight, by engine. */
  readonly preflight: Readonly<Record<RealEngine, Grant>>;
  /** Whether `response` is about a redirect whose target was not requested or is blocked. */
  readonly isRedirect: boolean;
}

export interface VisitAnswer {
  readonly url: string;
  readonly status: number;
  readonly headers: readonly HeaderLine[];
  readonly text: string;
}

interface Recorded {
  readonly method: string;
  readonly url: string;
  readonly answer: Answer;
}

const NO_GRANTS: Readonly<Record<RealEngine, Grant>> = { chromium: "none", firefox: "none", webkit: "none" };

/** A response from the browser's cache, after a 304 has updated its headers. */
function revalidated(answer: Answer, stored: readonly HeaderLine[]): Answer {
  const changed = new Set(answer.headers.map(([name]) => name.toLowerCase()));
  const kept = stored.filter(([name]) => !changed.has(name.toLowerCase()));
  return { ...answer, status: 200, headers: [...kept, ...answer.headers] };
}

const fetchOptions = ({ method, headers, page }: PageRequest, credentials: "include" | "omit") => ({
  credentials,
  ...(method && { method }),
  ...(headers && { headers }),
  ...(page && { referrerPolicy: "unsafe-url" as const }),
});

const pageOf = ({ origin, page }: PageRequest): { origin: string; url?: string } =>
  page === undefined ? { origin, ...(/^https?:/.test(origin) && { url: `${origin}/` }) } : { origin, url: page };

/** The verdicts of an engine on recorded responses. */
async function replay(request: PageRequest, engine: RealEngine, recorded: readonly Recorded[]): Promise<Verdicts> {
  const network: Network = ({ method, url }) => {
    const found = recorded.find((one) => one.method === method && one.url === url);
    if (!found) throw new NotSentError(`${method} ${url} was not sent`);
    return found.answer;
  };
  const verdicts = async (credentials: "include" | "omit") => {
    const browser = createBrowser({ ...pageOf(request), network, engine });
    const error = await browser.fetch(request.url, fetchOptions(request, credentials)).then(
      () => undefined,
      (reason: unknown) => reason,
    );
    const [first] = browser.log;
    return {
      response: error === undefined,
      preflight: first?.kind === "preflight" && (first.verdict === "allowed" || allowsOthers(first)),
    };
  };
  const [include, omit] = [await verdicts("include"), await verdicts("omit")];
  const grant = (key: "response" | "preflight"): Grant =>
    include[key] ? "credentials" : omit[key] ? "anonymous" : "none";
  return { response: grant("response"), preflight: grant("preflight") };
}

interface Verdicts {
  readonly response: Grant;
  readonly preflight: Grant;
}

/** Whether a preflight allows the origin, and methods or headers other than those of the request. */
function allowsOthers({ error, response }: Exchange): boolean {
  if (error?.code !== "method-not-allowed" && error?.code !== "header-not-allowed") return false;
  const methods = (response?.headers.get("Access-Control-Allow-Methods") ?? "").split(",").map((one) => one.trim());
  const names = response?.headers.get("Access-Control-Allow-Headers") ?? "";
  return names.trim() !== "" || methods.some((method) => method !== "" && !isSafelistedMethod(method));
}

const allowsAnything = ({ answer }: Recorded): boolean =>
  answer.headers.some(([name]) => name.toLowerCase() === "access-control-allow-origin");

/**
 * Sends a request as a page in Chromium does, and evaluates the responses in each engine.
 *
 * @param send - Sends a request, or throws a `NotSentError` for one that is not to be sent.
 * @throws {UnreachableError} If the server does not respond.
 */
export async function visit(request: PageRequest, send: (request: Request) => Promise<Answer>): Promise<Visit> {
  const recorded: Recorded[] = [];
  const failures: unknown[] = [];
  const network = async (wire: Request): Promise<Answer> => {
    const isActual = !wire.headers.has("Access-Control-Request-Method");
    if (isActual) for (const [name, value] of request.added ?? []) wire.headers.append(name, value);
    try {
      const answer = await send(wire);
      const seen = answer.status === 304 && request.stored ? revalidated(answer, request.stored) : answer;
      recorded.push({ method: wire.method, url: wire.url, answer: seen });
      return seen;
    } catch (error) {
      failures.push(error);
      throw error;
    }
  };
  const browser = createBrowser({ ...pageOf(request), network, engine: "chromium" });
  await browser.fetch(request.url, fetchOptions(request, request.credentials ?? "include")).catch((error: unknown) => {
    if (!(error instanceof BlockedError)) throw error;
  });
  const failure = failures.find((error) => !(error instanceof NotSentError));
  if (failure !== undefined && (recorded.length === 0 || !(failure instanceof UnreachableError))) throw failure;
  const last = recorded.at(-1);
  const answer = last && {
    url: last.url,
    status: last.answer.status,
    headers: last.answer.headers,
    text: bodyText(last.answer),
  };
  const base = { request, exchanges: browser.log, answer };
  const nothing: Visit = { ...base, response: NO_GRANTS, preflight: NO_GRANTS, isRedirect: false };
  if (!recorded.some(allowsAnything)) return nothing;
  const whole = await grantsOf(request, recorded);
  const redirect = recorded.find(({ method, answer: { status } }) => method !== "OPTIONS" && isRedirectStatus(status));
  if (!redirect || REAL_ENGINES.some((engine) => whole.response[engine] !== "none")) {
    return { ...nothing, ...whole };
  }
  const before = recorded.slice(0, recorded.indexOf(redirect));
  const { response } = await grantsOf(request, [...before, { ...redirect, answer: withoutRedirect(redirect.answer) }]);
  return { ...nothing, ...whole, response, isRedirect: true };
}

/** Whether browsers follow a response with this status. */
export const isRedirectStatus = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);

/** The same headers without the redirect, because the CORS check of a redirect is the same as that of a response. */
const withoutRedirect = (answer: Answer): Answer => ({
  ...answer,
  status: 200,
  headers: answer.headers.filter(([name]) => name.toLowerCase() !== "location"),
});

/** The grants of each engine for recorded responses. */
async function grantsOf(
  request: PageRequest,
  recorded: readonly Recorded[],
): Promise<Pick<Visit, "response" | "preflight">> {
  const verdicts = await Promise.all(
    REAL_ENGINES.map(async (engine) => [engine, await replay(request, engine, recorded)] as const),
  );
  const byEngine = (key: "response" | "preflight"): Record<RealEngine, Grant> => ({
    ...NO_GRANTS,
    ...Object.fromEntries(verdicts.map(([engine, verdict]) => [engine, verdict[key]])),
  });
  return { response: byEngine("response"), preflight: byEngine("preflight") };
}

/** A request that got no response. */
export const unanswered = (request: PageRequest): Visit => ({
  request,
  exchanges: [],
  answer: undefined,
  response: NO_GRANTS,
  preflight: NO_GRANTS,
  isRedirect: false,
});

/** The values of a header, one for each line. */
export const headerValues = (headers: readonly HeaderLine[], name: string): string[] =>
  valuesOf(headers, name).map((value) => value.trim());
