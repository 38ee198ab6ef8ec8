// Places for the middleware: a path, a sub-app, one route, or around another app.
import { Hono } from "hono";
import { except } from "hono/combine";
import { methodOverride } from "hono/method-override";
import { trimTrailingSlash } from "hono/trailing-slash";
import { cors } from "../../src/index.ts";
import { ownApp, policy } from "./own-app.ts";

const users = new Hono().get("/users", (c) => c.json(["ada"]));

const pattern = ownApp("pattern")
  .use("/api/*", cors(policy))
  .get("/api/users", (c) => c.json(["ada"]))
  .options("/api/users", (c) => c.text("for the handler", 200, { Allow: "GET" }))
  .get("/open", (c) => c.text("no policy here"));

const subApp = ownApp("sub-app").route("/api", new Hono().use(cors(policy)).route("/", users));

const perRoute = ownApp("per-route")
  .get("/trap", cors(policy), (c) => c.text("got"))
  .get("/full", cors(policy), (c) => c.text("got"))
  .options("/full", cors(policy))
  .on(["GET", "OPTIONS"], "/both", cors(policy), (c) => c.text(c.req.method));

const nested = ownApp("nested")
  .use(cors(policy))
  .use("/inner/*", cors({ origin: "https://evil.example", credentials: true, maxAge: 5 }))
  .route("/inner", users);

const excepted = ownApp("excepted")
  .use(except("/own/excepted/hidden/*", cors(policy)))
  .route("/hidden", users)
  .route("/", users);

const around = ownApp("around")
  .use(cors(policy))
  .mount("/other", (request) => new Response(`other ${new URL(request.url).pathname}`));

const trimmed = ownApp("trimmed").use(cors(policy)).use(trimTrailingSlash()).route("/", users);

const overridden = ownApp("overridden");
overridden
  .use(cors(policy))
  .use(methodOverride({ app: overridden, query: "method" }))
  .post("/users", (c) => c.text("posted"))
  .delete("/users", (c) => c.text("deleted"));

const open = ownApp("open").use(cors()).route("/", users);

const late = ownApp("late").route("/", users).use(cors(policy));

export const routing = {
  pattern,
  "sub-app": subApp,
  "per-route": perRoute,
  nested,
  excepted,
  around,
  trimmed,
  overridden,
  open,
  late,
};
