import type { PreparedHandler } from "./handlers.ts";
import type { Policy } from "./peer.ts";
import type { Scenario } from "./scenarios.ts";

const CORS = "access-control-";

const names = (value: string | null): readonly string[] =>
  (value ?? "")
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);

/** A request of a scenario, and the response of a server. */
export interface Exchange {
  readonly scenario: Scenario;
  readonly policy: Policy;
  readonly handler: PreparedHandler;
  readonly request: Request;
  readonly response: Response;
  /** Undefined if the server is called without a socket that would carry a body. */
  readonly body: string | undefined;
}

/**
 * Lists the mistakes of a response: against the Fetch Standard, against HTTP caching, and changes to the status, body
 * and headers of the handler. A choice that is left to servers, such as the status for a preflight from a denied
 * origin, is not a mistake.
 */
export function checkResponse(exchange: Exchange): readonly string[] {
  const { scenario, policy, request, response } = exchange;
  const value = (name: string): string | null => response.headers.get(`${CORS}${name}`);
  const wrong: string[] = [];
  const check = (isRight: boolean, what: string): void => {
    if (!isRight) wrong.push(what);
  };

  const origin = request.headers.get("origin");
  const allowsAny = policy.origin === "*";
  if (!allowsAny) check(varies(response, "origin"), "no Vary: Origin");
  if (scenario.isAllowed) {
    // If every origin is allowed, the origin of the request is as right as the wildcard.
    const isNamed = value("allow-origin") === origin && (!allowsAny || varies(response, "origin"));
    check(isNamed || (allowsAny && value("allow-origin") === "*"), "wrong Access-Control-Allow-Origin");
    check(
      value("allow-credentials") === (policy.credentials ? "true" : null),
      "wrong Access-Control-Allow-Credentials",
    );
  } else {
    const sent = [...response.headers.keys()].filter((name) => name.startsWith(CORS)).map(titled);
    check(
      sent.length === 0,
      `sends ${sent.join(", ")} to ${origin === null ? "a request without Origin" : "a denied origin"}`,
    );
  }
  if (scenario.kind === "preflight") {
    if (scenario.isAllowed) checkAllowedPreflight(exchange, value, check);
  } else {
    checkActual(exchange, value, check);
  }
  return [...new Set(wrong)];
}

type Check = (isRight: boolean, what: string) => void;
type Value = (name: string) => string | null;

/** @see https://fetch.spec.whatwg.org/#cors-preflight-fetch-0 */
function checkAllowedPreflight({ policy, request, response }: Exchange, value: Value, check: Check): void {
  check(response.ok, `status ${response.status}`);
  const covers = (list: string | null, name: string): boolean =>
    names(list).includes(name.toLowerCase()) || (list === "*" && !policy.credentials && name !== "authorization");
  const method = request.headers.get("access-control-request-method") ?? "";
  check(covers(value("allow-methods"), method), "does not allow the method");
  for (const name of names(request.headers.get("access-control-request-headers"))) {
    check(covers(value("allow-headers"), name), `does not allow the header ${name}`);
  }
  check(value("max-age") === String(policy.maxAge), "wrong Access-Control-Max-Age");
  if (policy.allowedHeaders.includes("*")) {
    check(varies(response, "access-control-request-headers"), "echoes headers without Vary");
  }
}

/** Compares the response with the response of the handler. */
function checkActual({ scenario, policy, handler, response, body }: Exchange, value: Value, check: Check): void {
  check(response.status === handler.status, `status ${response.status}`);
  check(body === undefined || body === handler.body, "a different body");
  // Bun keeps the content type of a data: URL with the body, and loses it if the headers are copied.
  const own = handler.isFetched ? [] : handler.headers.filter(([name]) => !name.startsWith(CORS));
  for (const name of new Set(own.map(([name]) => name))) {
    const values = own.filter(([other]) => other === name).map(([, value]) => value);
    if (name === "vary")
      check(
        values.every((value) => varies(response, value)),
        "drops the handler's Vary",
      );
    else if (name === "set-cookie") check(String(response.headers.getSetCookie()) === String(values), "drops cookies");
    else check(response.headers.get(name)?.startsWith(String(values)) === true, `drops ${titled(name)}`);
  }
  if (!scenario.isAllowed) return;
  check(
    String(names(value("expose-headers"))) === String(names(policy.exposedHeaders.join())),
    "exposes other headers",
  );
  check(value("future") === null, "keeps the handler's CORS headers");
}

function varies(response: Response, name: string): boolean {
  const varied = names(response.headers.get("vary"));
  return varied.includes("*") || varied.includes(name.toLowerCase());
}

const titled = (name: string): string => name.replace(/(?:^|-)[a-z]/g, (start) => start.toUpperCase());
