import type { Network } from "@fetch-cors/browser";
import type { CorsPolicy } from "@fetch-cors/core";
import { ENGINES } from "../engines.ts";
import { changeForCache } from "./changes.ts";
import { compareViews } from "./compare-views.ts";
import type { Difference } from "./difference.ts";
import { withExposedHeaders } from "./exposure-probe.ts";
import { isPreflight, type LiveResponse, type LiveServer } from "./live-server.ts";
import { type Note, notesOn } from "./notes.ts";
import type { PageRequest } from "./page-request.ts";
import { viewOf } from "./page-view.ts";
import { policyNetwork } from "./policy-network.ts";
import { type StoredResponse, storedResponse } from "./shared-cache.ts";
import type { FoundDifference, Views } from "./views.ts";

/** A policy, and the server that is compared with it. */
export interface Comparison {
  readonly policy: CorsPolicy;
  readonly server: LiveServer;
  /** Whether a page's request may be sent, or only its preflight. */
  readonly maySend: (method: string, url: string) => boolean;
}

/** The result of comparing one request. */
export interface Compared {
  readonly differences: readonly Difference[];
  readonly notes: readonly Note[];
}

/** Compares the results of the server's responses with the results of the policy's responses, in each engine. */
export async function compareRequest(comparison: Comparison, request: PageRequest): Promise<Compared> {
  const { server } = comparison;
  const direct = await compareEngines(comparison, request, server.send);
  const differences: Difference[] = direct.found.map((found) => ({ ...found, stored: undefined }));
  if (request.earlier === undefined) return { differences, notes: direct.notes };

  let stored: StoredResponse | undefined;
  const throughCache = async (wire: Request): Promise<LiveResponse> => {
    stored ??= await storedResponse(wire, request.earlier as string, server.send);
    return stored?.request.method === wire.method ? stored.response : server.send(wire);
  };
  const cached = await compareEngines(comparison, request, throughCache);
  for (const found of stored ? cached.found : []) {
    const isKnown = differences.some(({ kind, engine }) => kind === found.kind && engine === found.engine);
    if (!isKnown) differences.push({ ...found, change: changeForCache(request.url), stored });
  }
  return { differences, notes: direct.notes };
}

async function compareEngines(
  { policy, maySend }: Comparison,
  request: PageRequest,
  send: (wire: Request) => Promise<LiveResponse>,
): Promise<{ readonly found: readonly FoundDifference[]; readonly notes: readonly Note[] }> {
  const handle = async (wire: Request): Promise<LiveResponse> => {
    // Only the preflight is compared.
    if (!isPreflight(wire) && !maySend(wire.method, wire.url)) return { status: 200, headers: [] };
    return withExposedHeaders(await send(wire), policy.options);
  };
  const demanded = policyNetwork(policy, handle);
  const live: Network = (wire) =>
    isPreflight(wire) ? send(wire) : maySend(wire.method, wire.url) ? handle(wire) : demanded(wire);
  const { credentials, exposedHeaders } = policy.options;
  const listsOwnHeaders = credentials && exposedHeaders.includes("*");

  const found: FoundDifference[] = [];
  const notes: Note[] = [];
  for (const engine of ENGINES) {
    const views: Views = {
      engine,
      request,
      server: await viewOf(engine, live, request),
      policy: await viewOf(engine, demanded, request),
      listsOwnHeaders,
    };
    found.push(...(await compareViews(views)));
    if (engine === "standard") notes.push(...notesOn(views));
  }
  return { found, notes };
}
