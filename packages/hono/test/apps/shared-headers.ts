// `Headers` objects that many responses share, as module constants often are.
import { withCors } from "@fetch-cors/core";
import type { Handler } from "hono";
import { HTTPException } from "hono/http-exception";
import { cors } from "../../src/index.ts";
import { ownApp, policy } from "./own-app.ts";

const sharedBy = (name: string): Headers => new Headers({ "X-Shared": name, Vary: "Accept" });
const stream = (): ReadableStream => new Response("stream").body as ReadableStream;

/** Ways to create a response, by name. Each shares a `Headers` object among all paths. */
const makers = ((): Readonly<Record<string, Handler>> => {
  const [text, empty, streamed, list, json, thrown, raw] = ["t", "e", "s", "l", "j", "x", "r"].map(sharedBy);
  const init = { headers: list as Headers };
  return {
    text: () => new Response("text", { headers: text as Headers }),
    empty: () => new Response(null, { status: 204, headers: empty as Headers }),
    stream: () => new Response(stream(), { headers: streamed as Headers }),
    init: () => new Response("init", init),
    json: () => Response.json([], { headers: json as Headers }),
    exception: () => {
      throw new HTTPException(401, { res: new Response("who?", { headers: thrown as Headers }) });
    },
    raw: (c) => c.newResponse("raw", { headers: raw as Headers }),
  };
})();
export const sharing: readonly string[] = Object.keys(makers);

const shared = ownApp("shared")
  .use("/hono/policy/*", cors(policy))
  .use("/hono/other/*", cors({ origin: "https://evil.example", credentials: true, exposedHeaders: ["X-Shared"] }))
  .use("/hono/public/*", cors())
  .get("/:adapter/:policy/:maker", (c, next) => makers[c.req.param("maker")]?.(c, next) as Response)
  .onError((error) => (error as HTTPException).getResponse());

/** The same responses with `withCors` of core, which such a server can also use. */
const direct = (request: Request): Response => {
  const handler = makers[new URL(request.url).pathname.split("/").at(-1) ?? ""] as unknown as () => Response;
  return handler();
};
const byPath: Readonly<Record<string, (request: Request) => Response | Promise<Response>>> = {
  policy: withCors(direct, policy),
  other: withCors(direct, { origin: "https://evil.example", credentials: true, exposedHeaders: ["X-Shared"] }),
  public: withCors(direct, { origin: "*" }),
  none: direct,
};
const sharedByCore = {
  fetch: (request: Request): Response | Promise<Response> => {
    const name = new URL(request.url).pathname.split("/").at(-2) ?? "";
    return byPath[name]?.(request) ?? new Response(null, { status: 404 });
  },
};

export const sharedApps = { shared, "shared-by-core": sharedByCore };
