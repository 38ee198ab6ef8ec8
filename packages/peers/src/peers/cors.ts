import { listUnlessEcho, stringsOrRegExps } from "../origin-options.ts";
import { fetchServer, type Peer, type Policy } from "../peer.ts";

/** The options of the package `cors`. */
export const corsOptions = (policy: Policy): object => ({
  origin: stringsOrRegExps(policy.origin),
  credentials: policy.credentials,
  methods: [...policy.methods],
  allowedHeaders: listUnlessEcho(policy),
  exposedHeaders: [...policy.exposedHeaders],
  maxAge: policy.maxAge,
});

/** The part of a `ServerResponse` that `cors` uses. It is cheaper than a real one. */
class StubResponse {
  statusCode = 200;
  readonly headers: Record<string, string> = {};
  ended = false;

  getHeader(name: string): string | undefined {
    return this.headers[name.toLowerCase()];
  }
  setHeader(name: string, value: string): void {
    this.headers[name.toLowerCase()] = value;
  }
  end(): void {
    this.ended = true;
  }
}

function copyHeaders({ headers }: StubResponse, response: Response): Response {
  for (const name in headers) {
    const value = headers[name] as string;
    if (name === "vary") response.headers.append(name, value);
    else response.headers.set(name, value);
  }
  return response;
}

/** `cors` between a request and a response of the Fetch API. */
export const cors: Peer = {
  name: "cors (bridged)",
  package: "cors",
  start: async (policy, { serve }) => {
    const { default: create } = await import("cors");
    const middleware = create(corsOptions(policy)) as unknown as (req: object, res: object, next: () => void) => void;
    return fetchServer((request) => {
      const headers = {
        origin: request.headers.get("origin") ?? undefined,
        "access-control-request-headers": request.headers.get("access-control-request-headers") ?? undefined,
      };
      const res = new StubResponse();
      middleware({ method: request.method, headers }, res, () => {});
      if (res.ended) return new Response(null, { status: res.statusCode, headers: res.headers });
      const response = serve(request);
      return response instanceof Promise
        ? response.then((awaited) => copyHeaders(res, awaited))
        : copyHeaders(res, response);
    });
  },
};
