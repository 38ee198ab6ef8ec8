// The conformance cases are written for `Request` and `Response`: this puts them behind listeners and middleware of Node.
import type { IncomingMessage, ServerResponse } from "node:http";
import { conformanceApp, type FetchHandler, HANDLER_RUNS } from "@fetch-cors/conformance";
import type { CorsHooks, CorsOptions, CorsPolicyFunction, OriginPredicate } from "@fetch-cors/core";

/** What a server has to mount for a case. */
export interface CaseRoute {
  /** The arguments of each `cors`, the outer one first. */
  readonly given: readonly (readonly never[])[];
  /** The case's handler: what it throws, or rejects with, is the server's to answer. */
  readonly answer: (req: IncomingMessage) => Response | Promise<Response>;
  /** What an operator's error handler answers, on frameworks that have one. */
  readonly recover: (error: unknown, req: IncomingMessage) => Response | Promise<Response>;
}

/** A listener, or middleware with a `next`. */
export type CaseListener = (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void) => unknown;

/** Answers with a response through one of the ways that Node has for it. */
export type Send = (response: Response, res: ServerResponse) => Promise<unknown>;

/** As the handler's `Response` has it: each cookie for itself. */
export const linesOf = (headers: Headers): readonly (readonly [name: string, value: string])[] => [...headers];

/** What comes after the headers. */
export async function sendBody({ body }: Response, res: ServerResponse): Promise<void> {
  for await (const chunk of (body ?? []) as unknown as AsyncIterable<Uint8Array>) res.write(chunk);
  res.end();
}

/** With `writeHead`, and an array of pairs. */
export const sendByWriteHead: Send = async (response, res) => {
  const { status, statusText, headers } = response;
  const lines = linesOf(headers) as never;
  // HTTP/2 has none.
  if (statusText && res.req.httpVersionMajor < 2) res.writeHead(status, statusText, lines);
  else res.writeHead(status, lines);
  return sendBody(response, res);
};

/** The cases as one listener. `upstream` is where it answers itself. */
export function conformanceListener(
  mount: (route: CaseRoute) => CaseListener,
  send: Send,
  upstream: () => string,
): CaseListener {
  const requests = new WeakMap<IncomingMessage, Request>();
  const runs = new WeakMap<IncomingMessage, number>();
  const nodeArguments = new WeakMap<Request, Parameters<CaseListener>>();
  const routes = new WeakMap<FetchHandler, CaseRoute>();
  const requestOf = (req: IncomingMessage): Request => requests.get(req) ?? new Request("http://unknown.test");

  /** Policies and hooks are written for a `Request`; here they get Node's objects. */
  const forNode = ([policy, hooks]: readonly unknown[]): readonly unknown[] => {
    const { onDecision, onError } = (hooks ?? {}) as CorsHooks;
    const { origin } = (policy ?? {}) as CorsOptions;
    return [
      typeof policy === "function"
        ? (req: IncomingMessage) => (policy as CorsPolicyFunction)(requestOf(req))
        : typeof origin === "function"
          ? {
              ...(policy as CorsOptions),
              origin: (value: string, req: IncomingMessage) => (origin as OriginPredicate)(value, requestOf(req)),
            }
          : policy,
      hooks && {
        onDecision: onDecision && ((decision: never, req: IncomingMessage) => onDecision(decision, requestOf(req))),
        onError:
          typeof onError === "function"
            ? async (error: unknown, req: IncomingMessage, res: ServerResponse) =>
                send(await onError(error, requestOf(req)), res)
            : onError,
      },
    ];
  };

  const wrap = (handler: FetchHandler, ...given: readonly unknown[]): FetchHandler => {
    const { onError } = (given[1] ?? {}) as CorsHooks;
    const innermost: CaseRoute = {
      given: [],
      answer: (req) => {
        runs.set(req, (runs.get(req) ?? 0) + 1);
        return handler(requestOf(req));
      },
      recover: (error, req) =>
        typeof onError === "function"
          ? onError(error, requestOf(req))
          : new Response("Internal Server Error", { status: 500 }),
    };
    const inner = routes.get(handler) ?? innermost;
    const route = { ...inner, given: [forNode(given).slice(0, given.length) as never[], ...inner.given] };
    const listener = mount(route);
    const mounted: FetchHandler = (request) => {
      listener(...(nodeArguments.get(request) as Parameters<CaseListener>));
      // Node's response has been answered instead.
      nodeArguments.delete(request);
      return new Response();
    };
    routes.set(mounted, route);
    return mounted;
  };
  const app = conformanceApp(wrap as never, { upstream });

  return async (req, res, next) => {
    const { method = "", url = "", headers, headersDistinct = headers } = req;
    const request = new Request(`http://${headers.host ?? headers[":authority"]}${url}`, { method });
    for (const [name, values = []] of Object.entries(headersDistinct)) {
      for (const value of [values].flat()) if (!name.startsWith(":")) request.headers.append(name, value);
    }
    requests.set(req, request);
    nodeArguments.set(request, [req, res, next]);
    if (!url.includes("/upstream/")) reportRuns(res, () => runs.get(req) ?? 0);
    const response = await app(request);
    if (nodeArguments.has(request)) await sendByWriteHead(response, res);
  };
}

/** At the last moment, as an answer to an error drops the headers that were there before. */
function reportRuns(res: ServerResponse, runs: () => number): void {
  const writeHead = res.writeHead.bind(res) as (...args: readonly unknown[]) => ServerResponse;
  res.writeHead = (...args: readonly unknown[]) => {
    res.setHeader(HANDLER_RUNS, runs());
    return writeHead(...args);
  };
}
