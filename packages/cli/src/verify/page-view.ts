import { BlockedError, createBrowser, type Engine, type Exchange, type Network } from "@fetch-cors/browser";
import { initOf, type PageRequest } from "./page-request.ts";

/** The result of a page's request in a browser, for the responses of a server. */
export interface PageView {
  readonly verdict: "shared" | "blocked";
  /** Why the page gets no response; `undefined` if it gets one. */
  readonly error: BlockedError | undefined;
  /** Whether the page's request itself was sent, and not only its preflight. */
  readonly isSent: boolean;
  /** The names of the response headers that the page can read, in lower case. */
  readonly readable: readonly string[];
  /** Everything that was sent. */
  readonly exchanges: readonly Exchange[];
}

/** Sends a page's request in an engine. */
export async function viewOf(engine: Engine, network: Network, request: PageRequest): Promise<PageView> {
  const page = createBrowser({ origin: request.origin, engine, network });
  const result = await page.fetch(request.url, initOf(request)).catch((error: unknown) => error);
  const isSent = page.log.some(({ kind }) => kind === "actual");
  const common = { isSent, exchanges: page.log };
  if (result instanceof BlockedError) return { ...common, verdict: "blocked", error: result, readable: [] };
  if (!(result instanceof Response)) throw result;
  return { ...common, verdict: "shared", error: undefined, readable: [...result.headers.keys()] };
}

/** The exchange with the preflight; `undefined` if none was sent. */
export const preflightOf = ({ exchanges }: PageView): Exchange | undefined =>
  exchanges.find(({ kind }) => kind === "preflight");
