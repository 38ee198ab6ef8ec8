// Other middleware of Hono, inside and outside of the policy.
import { bearerAuth } from "hono/bearer-auth";
import { bodyLimit } from "hono/body-limit";
import { compress } from "hono/compress";
import { cors as honoCors } from "hono/cors";
import { csrf } from "hono/csrf";
import { etag } from "hono/etag";
import { requestId } from "hono/request-id";
import { secureHeaders } from "hono/secure-headers";
import { cors } from "../../src/index.ts";
import { ownApp, policy } from "./own-app.ts";

const LONG = "0123456789".repeat(200);
// Set explicitly, because Bun adds it too late for `compress`.
const PLAIN = { "Content-Type": "text/plain" };

const inside = ownApp("inside")
  .use(cors(policy))
  .use("/compress", compress())
  .use("/etag", etag())
  .use("/secure", secureHeaders())
  .use("/csrf", csrf())
  .use("/auth", bearerAuth({ token: "secret" }))
  .use("/limit", bodyLimit({ maxSize: 4 }))
  .use("/hono-cors", honoCors({ origin: "*", credentials: true, exposeHeaders: ["X-Theirs"] }))
  .all("/:name", async (c) => c.body((await c.req.text()) || LONG, 200, PLAIN));

const outside = ownApp("outside")
  .use("/compress", compress())
  .use("/etag", etag())
  .use("/secure", secureHeaders())
  .use("/auth", bearerAuth({ token: "secret" }))
  .use("/id", requestId({ generator: () => "id-7" }))
  .use("/set", async (c, next) => {
    c.res.headers.set("Access-Control-Allow-Origin", "*");
    c.res.headers.set("Vary", "Accept");
    c.res.headers.set("X-Before", "kept");
    await next();
    c.header("Vary", "Accept-Language", { append: true });
  })
  .use(cors(policy))
  .all("/:name", (c) => c.body(LONG, 200, PLAIN));

export const middleware = { inside, outside };
