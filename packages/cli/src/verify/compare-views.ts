import { type BlockedError, type Engine, explainMessage, type RealEngine } from "@fetch-cors/browser";
import { changeOfLifetime, changeToAllow, changeToRefuse } from "./changes.ts";
import { compareHeaders } from "./compare-headers.ts";
import type { Refusal } from "./difference.ts";
import type { PageRequest } from "./page-request.ts";
import { type PageView, preflightOf } from "./page-view.ts";
import { preflightLifetime } from "./preflight-lifetime.ts";
import type { FoundDifference, Views } from "./views.ts";

/** All differences between the view of the server and that of the policy. */
export async function compareViews(views: Views): Promise<readonly FoundDifference[]> {
  const difference = compareVerdicts(views);
  return difference ? [difference] : [...compareHeaders(views), ...(await compareLifetimes(views))];
}

function compareVerdicts({ engine, request, server, policy }: Views): FoundDifference | undefined {
  const exchange = server.exchanges.at(-1);
  if (!policy.error) {
    if (!server.error) return undefined;
    const { code, message } = server.error;
    const change = changeToAllow(server.error, exchange);
    const expected = "the page gets the response";
    return { kind: "blocks", cause: code, engine, expected, found: `blocked: ${message}`, change, exchange };
  }
  const cause = refusalOf(policy.error);
  const name = refusedName(cause, request, policy.error);
  const expected = `blocked, because the policy does not allow ${name}`;
  if (!server.error) {
    const change = changeToRefuse(cause, { request, exchange: refusedExchange(cause, server), name });
    return { kind: "shares", cause, engine, expected, found: "the page gets the response", change, exchange };
  }
  if (!server.isSent || policy.isSent) return undefined;
  const preflight = preflightOf(server);
  return {
    kind: "lets-through",
    cause,
    engine,
    expected: `${expected}, and the request is not sent`,
    found: "the response to the preflight allows the request, so the browser sends it; only its response is blocked",
    change: changeToRefuse(cause, { request, exchange: preflight, name }),
    exchange: preflight,
  };
}

/** The part of a request that the policy denies, according to the error's code. */
function refusalOf({ code }: BlockedError): Refusal {
  switch (code) {
    case "method-not-allowed":
      return "method";
    case "header-not-allowed":
      return "header";
    case "credentials-not-true":
    case "wildcard-with-credentials":
      return "credentials";
    default:
      // A preflight from a denied origin also has the wrong status, which WebKit reports.
      return "origin";
  }
}

function refusedName(refusal: Refusal, { origin, method }: PageRequest, { message }: BlockedError): string {
  switch (refusal) {
    case "method":
      return `the method ${method}`;
    case "header":
      return `the header ${explainMessage(message)?.values["header"] ?? "of the request"}`;
    case "credentials":
      return "credentials";
    default:
      return `the origin ${origin}`;
  }
}

/** The response to the preflight allows methods and headers. Each response allows origins and credentials. */
const refusedExchange = (refusal: Refusal, server: PageView) =>
  refusal === "method" || refusal === "header" ? preflightOf(server) : server.exchanges.at(-1);

const isReal = (engine: Engine): engine is RealEngine => engine !== "standard";

async function compareLifetimes({ engine, server, policy }: Views): Promise<readonly FoundDifference[]> {
  const exchange = preflightOf(server);
  const demanded = preflightOf(policy);
  if (!isReal(engine) || exchange?.verdict !== "allowed" || demanded?.verdict !== "allowed") return [];
  const found = await preflightLifetime(engine, exchange.response?.headerLines ?? []);
  const expected = await preflightLifetime(engine, demanded.response?.headerLines ?? []);
  if (found === expected) return [];
  return [
    {
      kind: "preflight-lifetime",
      cause: found > expected ? "longer" : "shorter",
      engine,
      expected: `the browser caches the response to the preflight for ${seconds(expected)}`,
      found: `the browser caches it for ${seconds(found)}`,
      change: changeOfLifetime(demanded, exchange),
      exchange,
    },
  ];
}

const seconds = (count: number): string => (count === 1 ? "1 second" : `${count} seconds`);
