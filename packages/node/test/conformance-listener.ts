// The conformance cases are written for `Request` and `Response`. This mounts them as listeners and middleware of Node.
import type { IncomingMessage, ServerResponse } from "node:http";
import { conformanceApp, type FetchHandler, HANDLER_RUNS } from "@fetch-cors/conformance";
import type { CorsHooks, CorsOptions, CorsPolicyFunction, OriginPredicate } from "@fetch-cors/core";

/** The parts of a case that a server mounts. */
export interface CaseRoute {
  /** The arguments of each `cors`, the outer one first. */
  readonly corsArguments: readonly (readonly never[])[];
  /** The handler of the case. The server answers its errors. */
  readonly respond: (req: IncomingMessage) => Response | Promise<Response>;
  /** The error handler of the application, in frameworks that have one. */
  readonly respondToError: (error: unknown, req: IncomingMessage) => Response | Promise<Response>;
}

/** A listener, or middleware with a `next`. */
export type CaseListener = (req: IncomingMessage, res: ServerResponse, next: (error?: unknown) => void) => unknown;

/** Sends a `Response` in one of the ways that Node has. */
export type Send = (response: Response, res: ServerResponse) => Promise<unknown>;

/** The header lines of a `Response`, with one line for each cookie. */
export const linesOf = (headers: Headers): readonly (readonly [name: string, value: string])[] => [...headers];

/** Sends the body after the headers. */
export async function sendBody({ body }: Response, res: ServerResponse): Promise<void> {
  for await (const chunk of (body ?? []) as unknown as AsyncIterable<Uint8Array>) res.write(chunk);
  res.end();
}

/** Sends with `writeHead` and an array of pairs. */
export const sendByWriteHead: Send = async (response, res) => {
  const { status, statusText, headers } = response;
  const lines = linesOf(headers) as never;
  // HTTP/2 has no status text.
  if (statusText && res.req.httpVersionMajor < 2) res.writeHead(status, statusText, lines);
  else res.writeHead(status, lines);
  return sendBody(response, res);
};

/** All cases as one listener. `upstream` is its own URL. */
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

  /** Passes Node's objects to policy functions and hooks, which the cases write for a `Request`. */
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

  const wrap = (handler: FetchHandler, ...corsArguments: readonly unknown[]): FetchHandler => {
    const { onError } = (corsArguments[1] ?? {}) as CorsHooks;
    const innermost: CaseRoute = {
      corsArguments: [],
      respond: (req) => {
        runs.set(req, (runs.get(req) ?? 0) + 1);
        return handler(requestOf(req));
      },
      respondToError: (error, req) =>
        typeof onError === "function"
          ? onError(error, requestOf(req))
          : new Response("Internal Server Error", { status: 500 }),
    };
    const inner = routes.get(handler) ?? innermost;
    const route = {
      ...inner,
      corsArguments: [forNode(corsArguments).slice(0, corsArguments.length) as never[], ...inner.corsArguments],
    };
    const listener = mount(route);
    const mounted: FetchHandler = (request) => {
      listener(...(nodeArguments.get(request) as Parameters<CaseListener>));
      // The error response went to Node's `res`.
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

/** Reports in `writeHead`, because an error response removes headers that were set before. */
function reportRuns(res: ServerResponse, runs: () => number): void {
  const writeHead = res.writeHead.bind(res) as (...args: readonly unknown[]) => ServerResponse;
  res.writeHead = (...args: readonly unknown[]) => {
    res.setHeader(HANDLER_RUNS, runs());
    return writeHead(...args);
  };
}
