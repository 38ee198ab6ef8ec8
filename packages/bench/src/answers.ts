import type { Settings } from "./contender.ts";
import type { PreparedHandler } from "./handlers.ts";
import type { Workload } from "./workloads.ts";

const CORS = "access-control-";

const names = (value: string | null): readonly string[] =>
  (value ?? "")
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter(Boolean);

/** What was asked, and what came back. */
export interface Answered {
  readonly workload: Workload;
  readonly settings: Settings;
  readonly handler: PreparedHandler;
  readonly request: Request;
  readonly response: Response;
  /** Nothing where the contender gives none. */
  readonly body: string | undefined;
}

/**
 * What is wrong with an answer by the Fetch Standard, by HTTP caching, or because it is not the handler's any more. Where
 * both ways are right, as with the status of a denied preflight, this says nothing.
 */
export function wrongIn(answered: Answered): readonly string[] {
  const { workload, settings, request, response } = answered;
  const value = (name: string): string | null => response.headers.get(`${CORS}${name}`);
  const wrong: string[] = [];
  const check = (isRight: boolean, what: string): void => {
    if (!isRight) wrong.push(what);
  };

  const origin = request.headers.get("origin");
  const allowsAny = settings.origin === "*";
  if (!allowsAny) check(varies(response, "origin"), "no Vary: Origin");
  if (workload.isAllowed) {
    // Where every origin is allowed, its own name says so too.
    const isNamed = value("allow-origin") === origin && (!allowsAny || varies(response, "origin"));
    check(isNamed || (allowsAny && value("allow-origin") === "*"), "wrong Access-Control-Allow-Origin");
    check(
      value("allow-credentials") === (settings.credentials ? "true" : null),
      "wrong Access-Control-Allow-Credentials",
    );
  } else {
    const sent = [...response.headers.keys()].filter((name) => name.startsWith(CORS)).map(titled);
    check(
      sent.length === 0,
      `${sent.join(", ")} to ${origin === null ? "a request without Origin" : "a denied origin"}`,
    );
  }
  if (workload.kind === "preflight") {
    if (workload.isAllowed) preflight(answered, value, check);
  } else {
    actual(answered, value, check);
  }
  return [...new Set(wrong)];
}

type Check = (isRight: boolean, what: string) => void;
type Value = (name: string) => string | null;

/** An allowed one (#cors-preflight-fetch-0). */
function preflight({ settings, request, response }: Answered, value: Value, check: Check): void {
  check(response.ok, `status ${response.status}`);
  const covers = (list: string | null, name: string): boolean =>
    names(list).includes(name.toLowerCase()) || (list === "*" && !settings.credentials && name !== "authorization");
  const method = request.headers.get("access-control-request-method") ?? "";
  check(covers(value("allow-methods"), method), "does not allow the method");
  for (const name of names(request.headers.get("access-control-request-headers"))) {
    check(covers(value("allow-headers"), name), `does not allow the header ${name}`);
  }
  check(value("max-age") === String(settings.maxAge), "wrong Access-Control-Max-Age");
  if (settings.allowedHeaders.includes("*")) {
    check(varies(response, "access-control-request-headers"), "echoes headers without Vary");
  }
}

/** What the handler answered, and whether it is all there. */
function actual({ workload, settings, handler, response, body }: Answered, value: Value, check: Check): void {
  check(response.status === 200, `status ${response.status}`);
  check(body === undefined || body === handler.body, "another body");
  // Of a data: URL, Bun keeps the type with the body, and whoever copies its headers loses it: no fault of theirs.
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
  if (!workload.isAllowed) return;
  check(
    String(names(value("expose-headers"))) === String(names(settings.exposedHeaders.join())),
    "exposes other headers",
  );
  check(value("future") === null, "keeps the handler's CORS headers");
}

function varies(response: Response, name: string): boolean {
  const varied = names(response.headers.get("vary"));
  return varied.includes("*") || varied.includes(name.toLowerCase());
}

const titled = (name: string): string => name.replace(/(?:^|-)[a-z]/g, (start) => start.toUpperCase());
