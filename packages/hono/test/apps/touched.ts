// Middleware outside of the policy that changes the response, for every kind of response.
import type { Context, Handler, MiddlewareHandler } from "hono";
import { compress } from "hono/compress";
import { etag } from "hono/etag";
import { prettyJSON } from "hono/pretty-json";
import { secureHeaders } from "hono/secure-headers";
import { timing } from "hono/timing";
import { cors } from "../../src/index.ts";
import { ownApp, policy } from "./own-app.ts";

const after =
  (touch: (c: Context) => unknown): MiddlewareHandler =>
  async (c, next) => {
    await next();
    await touch(c);
  };

/** Changes of the response, by name. */
export const touches = {
  nothing: after(() => undefined),
  header: after((c) => c.header("X-After", "1")),
  "header-appended": after((c) => c.header("X-After", "1", { append: true })),
  "headers-set": after((c) => c.res.headers.set("X-After", "1")),
  clone: after((c) => c.res.clone().text()),
  cloned: after((c) => {
    c.res = c.res.clone();
  }),
  body: after((c) => c.res.body),
  "body-used": after((c) => c.res.bodyUsed),
  "status-text": after((c) => c.res.statusText),
  copied: after((c) => {
    c.res = new Response(c.res.body, c.res);
  }),
  "copied-headers": after((c) => {
    c.res = new Response(c.res.body, { status: c.res.status, headers: c.res.headers });
  }),
  "copied-past-hono": after((c) => {
    const copy = new Response(c.res.body, c.res);
    c.res = undefined;
    c.res = copy;
  }),
  replaced: after((c) => {
    c.res = new Response("replaced", { headers: { "X-After": "1" } });
  }),
  "text-of-other": after((c) => {
    c.res = new Response("replaced", c.res);
  }),
  twice: after((c) => {
    c.res = new Response(c.res.body, c.res);
    c.header("X-After", "1");
    c.res = new Response(c.res.body, c.res);
  }),
  etag: etag(),
  compress: compress({ threshold: 1 }),
  secure: secureHeaders(),
  timing: timing(),
  pretty: prettyJSON(),
} as const satisfies Readonly<Record<string, MiddlewareHandler>>;

const encoded = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** Ways to create a response, by name. */
export const makers = {
  text: (c) => c.text("hello"),
  "text-with-header": (c) => c.text("hello", 200, { "X-Own": "1" }),
  "header-and-text": (c) => {
    c.header("X-Own", "1");
    return c.text("hello");
  },
  json: (c) => c.json({ hello: "world" }),
  html: (c) => c.html("<p>hello</p>"),
  bytes: (c) => c.body(encoded("hello")),
  stream: (c) => c.body(new Response("hello").body as ReadableStream),
  response: () => new Response("hello"),
  "response-with-record": () => new Response("hello", { headers: { "X-Own": "1" } }),
  "response-with-headers": () => new Response("hello", { headers: new Headers({ "X-Own": "1" }) }),
  "response-with-list": () => new Response("hello", { headers: [["X-Own", "1"]] }),
  "response-json": () => Response.json({ hello: "world" }),
  "response-of-response": () => new Response("hello", new Response("other", { headers: { "X-Own": "1" } })),
  blob: () => new Response(new Blob(["hello"])),
  buffer: () => new Response(encoded("hello").buffer),
  form: () => new Response(new URLSearchParams({ hello: "world" })),
  cloned: () => new Response("hello").clone(),
  changed: () => {
    const response = new Response("hello");
    response.headers.set("X-Own", "1");
    return response;
  },
  fetched: () => fetch("data:text/plain,hello"),
  "fetched-copy": async () => {
    const response = await fetch("data:text/plain,hello");
    return new Response(response.body, response);
  },
  thrown: () => {
    throw new Error("broken");
  },
  "not-found": (c) => c.notFound(),
} as const satisfies Readonly<Record<string, Handler>>;

const touched = ownApp("touched");
for (const [name, middleware] of Object.entries(touches)) touched.use(`/${name}/*`, middleware);
touched.use(cors(policy));
for (const [name, handler] of Object.entries(makers) as [string, Handler][]) touched.get(`/:touch/${name}`, handler);
touched.onError((_error, c) => c.text("broken", 500));

export const touchedApps = { touched };
