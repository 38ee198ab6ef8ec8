import type { Contender, Settings } from "../contender.ts";
import { listOrNothing, stringsOrRegExps } from "./origins.ts";

/** The options of `cors`. */
export const corsOptions = (settings: Settings): object => ({
  origin: stringsOrRegExps(settings.origin),
  credentials: settings.credentials,
  methods: [...settings.methods],
  allowedHeaders: listOrNothing(settings.allowedHeaders),
  exposedHeaders: [...settings.exposedHeaders],
  maxAge: settings.maxAge,
});

/** Only what `cors` touches of a ServerResponse; cheaper than any real one. */
class FakeResponse {
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

/** Between the Fetch API and its `(req, res, next)`: what it sets goes onto the handler's response. */
export const cors: Contender = {
  name: "cors (bridged)",
  kind: "peer",
  package: "cors",
  load: async () => {
    const { default: create } = await import("cors");
    return (settings, { serve }) => {
      const middleware = create(corsOptions(settings)) as unknown as (
        req: object,
        res: object,
        next: () => void,
      ) => void;
      const apply = (res: FakeResponse, response: Response): Response => {
        for (const name in res.headers) {
          const value = res.headers[name] as string;
          if (name === "vary") response.headers.append(name, value);
          else response.headers.set(name, value);
        }
        return response;
      };
      return (request) => {
        const headers = {
          origin: request.headers.get("origin") ?? undefined,
          "access-control-request-headers": request.headers.get("access-control-request-headers") ?? undefined,
        };
        const res = new FakeResponse();
        middleware({ method: request.method, headers }, res, () => {});
        if (res.ended) return new Response(null, { status: res.statusCode, headers: res.headers });
        const response = serve(request);
        return response instanceof Promise ? response.then((settled) => apply(res, settled)) : apply(res, response);
      };
    };
  },
};
