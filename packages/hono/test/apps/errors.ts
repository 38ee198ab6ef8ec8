// Errors: Hono handles them as usual, and its responses get the CORS headers of the policy.
import { type Context, Hono } from "hono";
import { some } from "hono/combine";
import { HTTPException } from "hono/http-exception";
import { timeout } from "hono/timeout";
import { cors } from "../../src/index.ts";
import { ownApp, policy } from "./own-app.ts";

const fail = (error: unknown) => (): never => {
  throw error;
};
const broken = fail(new Error("broken"));
const answer = (error: Error, c: Context): Response => c.text(`app.onError: ${error.message}, ${error.cause}`, 503);

const byDefault = ownApp("errors")
  .use(cors(policy))
  .get("/error", broken)
  .get("/later", async () => broken())
  .get("/exception", () => {
    const headers = { "WWW-Authenticate": "Bearer", Vary: "Accept", "Access-Control-Allow-Origin": "*" };
    throw new HTTPException(401, { res: new Response("who are you?", { headers }) });
  })
  .get("/slow", timeout(5), () => new Promise<Response>(() => undefined))
  .get("/forgotten", (async () => undefined) as unknown as () => Promise<Response>)
  .use("/after/*", async (_c, next) => {
    await next();
    broken();
  })
  .get("/after/answer", (c) => c.text("too late"));

const onError = ownApp("on-error")
  .use(cors(policy))
  .get("/error", broken)
  .get("/raw", fail(new Error("raw")))
  .get("/nothing", fail(undefined))
  .get("/string", fail("not an Error"))
  .onError((error, c) => {
    const headers = { Vary: "Accept", "Access-Control-Allow-Origin": "*", "Access-Control-Max-Age": "1" };
    return error.message === "raw" ? new Response("raw", { status: 500, headers }) : answer(error, c);
  });

const subError = ownApp("sub-error")
  .route("/outside", new Hono().get("/error", broken).onError(answer))
  .use("/inside/*", cors(policy))
  .route("/inside", new Hono().get("/error", broken).onError(answer))
  .route(
    "/own",
    new Hono()
      .use(cors(policy))
      .get("/error", broken)
      .get("/fine", (c) => c.text("fine"))
      .onError(answer),
  );

const notFound = ownApp("not-found")
  .use(cors(policy))
  .get("/users", (c) => c.json([]))
  .get("/by-handler", (c) => c.notFound())
  .notFound((c) => c.text("nothing here", 404));

const notFoundThrows = ownApp("not-found-throws")
  .use(cors(policy))
  .notFound(fail(new HTTPException(404, { message: "thrown" })));

const undecided = { throws: () => fail(new Error("predicate"))(), rejects: async () => fail("not an Error")() };
const failing = ownApp("failing")
  .use("/throws/*", cors({ origin: undecided.throws }))
  .use("/rejects/*", cors({ origin: undecided.rejects, credentials: true }))
  .use("/policy/*", cors(undecided.throws))
  .use("/hook/*", cors(undecided.rejects, { onError: (error, _request, c) => c.text(`hook: ${error}`, 502) }))
  .all("*", (c) => c.text("must not run"))
  .onError(answer);

// An error handler that creates a plain response.
const raw = (error: Error): Response =>
  new Response(`raw: ${error.message}`, {
    status: 500,
    headers: { "Access-Control-Allow-Origin": "*", Vary: "Accept-Language", "X-Raw": "1" },
  });
const rawErrors = ownApp("raw-errors")
  .use("/around/*", async (c, next) => {
    c.res.headers.set("X-Before", "kept");
    await next();
    c.header("Vary", "Cookie", { append: true });
  })
  .use("/around/*", cors({ origin: undecided.throws }))
  .use("/predicate/*", cors({ origin: undecided.throws }))
  .use("/policy/*", cors(undecided.rejects))
  .use("/handler/*", cors(policy))
  .use("/hook/*", cors(policy, { onError: fail("the hook") }))
  .use("/nested/*", async (c, next) => {
    await next();
    // As `compress` does.
    c.res = new Response(c.res.body, c.res);
  })
  .use("/nested/*", cors({ origin: "https://evil.example" }), cors({ origin: undecided.throws }))
  .use(
    "/nested-hook/*",
    cors({ origin: "https://evil.example" }, { onError: () => new Response("the outer hook", { status: 502 }) }),
    cors({ origin: undecided.throws }),
  )
  .get("/*/users", (c) => c.text("must not run"))
  .get("/*/string", fail("not an Error"))
  .onError((error, c) => {
    // Removing the earlier response does not remove the decision.
    if (c.req.query("again")) c.res = undefined;
    // Neither does a response that the handler assigns.
    if (c.req.query("assigned")) {
      c.res = new Response(null, { headers: { "X-Request-Id": "7" } });
      return c.json(error.message, 500, { "Access-Control-Allow-Origin": "*" });
    }
    const response = raw(error);
    if (c.req.query("seen")) response.headers.set("X-Seen", `${c.res.headers.get("X-Before")}`);
    return response;
  });

const fallback = ownApp("fallback")
  .use(some(cors({ origin: undecided.throws }), cors(policy)))
  .get("/users", (c) => c.text("hello"))
  .get("/error", broken)
  .onError(raw);

/** Only the middleware of the policy matches its paths. */
const alone = ownApp("alone")
  .use("/raw/*", cors({ origin: undecided.throws }))
  .use("/text/*", cors({ origin: undecided.throws }))
  .use("/hook/*", cors({ origin: undecided.throws }, { onError: (error) => raw(error as Error) }))
  .onError((error, c) => (c.req.path.includes("/raw/") ? raw(error) : c.text("sorry", 500)));

const hooks = ownApp("hooks")
  .use(
    "/answers/*",
    cors(policy, { onError: (error, request, c) => c.text(`${request.method} ${error} ${c.req.path}`, 502) }),
  )
  .use("/redirects/*", cors(policy, { onError: async () => Response.redirect("https://status.example.com/", 307) }))
  .use("/fails/*", cors(policy, { onError: fail(new Error("the hook")) }))
  .use("/throw/*", cors(policy, { onError: "throw" }))
  .get("/*/error", broken)
  .get("/*/string", fail("not an Error"))
  .get("/*/fine", (c) => c.text("fine"))
  .onError(answer);

export const errors = {
  errors: byDefault,
  "on-error": onError,
  "sub-error": subError,
  "not-found": notFound,
  "not-found-throws": notFoundThrows,
  failing,
  "raw-errors": rawErrors,
  fallback,
  alone,
  hooks,
};
