// Responses that cannot be sent because their body was consumed or locked, in every place that returns a response.
import { type Context, Hono } from "hono";
import { every, except, some } from "hono/combine";
import { HTTPException } from "hono/http-exception";
import { cors } from "../../src/index.ts";
import { ownApp, policy } from "./own-app.ts";

/** A server whose CORS headers allow every origin with credentials. */
const upstream = ownApp("upstream")
  .get("/star", (c) => c.text("from upstream", 200, { ...open, "Access-Control-Allow-Origin": "*" }))
  .get("/reflects", (c) =>
    c.text("from upstream", 200, { ...open, "Access-Control-Allow-Origin": c.req.header("Origin") ?? "null" }),
  );
const open = { "Access-Control-Allow-Credentials": "true", "X-Upstream": "1" };

const upstreamOf = (c: Context): Promise<Response> =>
  fetch(new URL(`/own/upstream/${c.req.query("from") ?? "star"}`, c.req.url), {
    headers: { Origin: c.req.header("Origin") ?? "" },
  });

/** Ways to make a body unusable, by name. */
const ways: Readonly<Record<string, (response: Response) => unknown>> = {
  consumed: (response) => response.text(),
  locked: (response) => response.body?.getReader(),
  piped: (response) => void response.body?.pipeTo(new WritableStream()),
  begun: async (response) => {
    const reader = response.body?.getReader();
    await reader?.read();
    reader?.releaseLock();
  },
};

const unusable = async (c: Context): Promise<Response> => {
  const response = await upstreamOf(c);
  await ways[c.req.query("way") ?? "consumed"]?.(response);
  return response;
};
const own = async (): Promise<Response> => {
  const response = new Response("own", { headers: { ...open, "Access-Control-Allow-Origin": "*" } });
  await response.text();
  return response;
};
const cached = new Response("cached", { headers: { ...open, "Access-Control-Allow-Origin": "*" } });

/** An error handler that creates a plain response. */
const respondToError = (error: Error): Response =>
  new Response(`app.onError: ${error.constructor.name}`, {
    status: 503,
    headers: { "Access-Control-Allow-Origin": "*", Vary: "Accept" },
  });
const keep = async (_c: Context, next: () => Promise<void>): Promise<void> => next();

const inner = new Hono().get("/returned", unusable).get("/own", own);
const unsendable = ownApp("unsendable")
  .use("/around/*", keep)
  .use("/sets/*", async (c, next) => {
    c.res.headers.set("X-Before", "1");
    await next();
  })
  .use(cors(policy))
  .route("/plain", inner)
  .route("/around", inner)
  .route("/sets", inner)
  .route("/own-handler", new Hono().get("/returned", unusable).onError(respondToError))
  .get("/assigned", async (c) => {
    c.res = await unusable(c);
    return c.res;
  })
  .get("/by-middleware", async (c) => {
    c.res = await unusable(c);
  })
  .use("/replaced", async (c, next) => {
    await next();
    c.res = undefined;
    c.res = await unusable(c);
  })
  .get("/replaced", (c) => c.text("before"))
  .get("/exception", async (c) => {
    throw new HTTPException(401, { res: await unusable(c) });
  })
  .get("/thrown-after", async (c) => {
    c.res = await upstreamOf(c);
    throw "not an Error";
  })
  .get("/not-found-handler", (c) => c.notFound())
  .mount("/mounted", (request: Request) => inner.fetch(request))
  .notFound(unusable)
  .onError(respondToError);

const combined = ownApp("combined")
  .use("/every/*", every(cors(policy), keep))
  .use("/some/*", some(cors(policy)))
  .use("/except/*", except("/nothing", cors(policy)))
  .use("/both/*", every(cors(policy), unusable))
  .get("/:name/users", unusable)
  .onError(respondToError);

/** Only the middleware of the policy matches its paths. */
const aloneUnsendable = ownApp("alone-unsendable").use(cors(policy)).notFound(unusable).onError(respondToError);

/** Its error handler returns such a response itself. */
const errorHandler = ownApp("error-handler")
  .use("/around/*", keep)
  .use("/*", cors(policy))
  .get("/:name/error", () => {
    throw new Error("broken");
  })
  .get("/:name/string", () => {
    throw "not an Error";
  })
  .get("/:name/returned", unusable)
  .onError((_error, c) => unusable(c));
const errorHandlerFetches = ownApp("error-handler-fetches")
  .use("/predicate/*", (c, next) =>
    cors({
      origin: () => {
        throw new Error("predicate");
      },
    })(c, next),
  )
  .use("/handler/*", cors(policy))
  .get("/:name/error", () => {
    throw new Error("broken");
  })
  .get("/:name/returned", unusable)
  .onError((_error, c) => upstreamOf(c));

const hookReturns = ownApp("hook-returns")
  .use(cors(policy, { onError: (_error, _request, c) => unusable(c) }))
  .get("/error", () => {
    throw new Error("broken");
  })
  .get("/returned", unusable)
  .onError(respondToError);

const forgotten = ownApp("forgotten")
  .use("/around/*", keep)
  .use(cors(policy))
  .get("*", (() => undefined) as unknown as () => Response)
  .onError(respondToError);

const usedTwice = ownApp("used-twice")
  .get("/open", () => cached)
  .use(cors(policy))
  .get("/users", () => cached);

export const unsendables = {
  upstream,
  unsendable,
  combined,
  "alone-unsendable": aloneUnsendable,
  "error-handler": errorHandler,
  "error-handler-fetches": errorHandlerFetches,
  "hook-returns": hookReturns,
  forgotten,
  "used-twice": usedTwice,
};
