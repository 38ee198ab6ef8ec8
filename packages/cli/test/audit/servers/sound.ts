/** Servers without a mistake, many of which look alarming: none may be reported. */
import { withCors } from "@fetch-cors/core";
import cors from "cors";
import express from "express";
import { Hono } from "hono";
import { cors as honoCors } from "hono/cors";
import { nginx, python } from "./programs.ts";
import { serveHono } from "./serve-hono.ts";
import {
  APP,
  type Asked,
  allowing,
  answering,
  type CorpusServer,
  having,
  listen,
  me,
  onlyApp,
  type RunningServer,
  type Said,
  sharing,
} from "./server.ts";

const EVERYONE = { "Access-Control-Allow-Origin": "*" };

const expressWith = (options: cors.CorsOptions | undefined): (() => Promise<RunningServer>) => {
  const app = express();
  app.use(cors(options));
  app.get("/me", (_request, response) => void response.json({ name: null }));
  return () => listen(app);
};

const honoWith = (options: Parameters<typeof honoCors>[0]): (() => Promise<RunningServer>) => {
  const app = new Hono();
  app.use(honoCors(options));
  app.get("/me", (context) => context.json({ name: null }));
  return () => serveHono(app);
};

const ownPolicy = (options: Parameters<typeof withCors>[1]): (() => Promise<RunningServer>) => {
  const app = new Hono();
  app.all("*", (context) => context.json({ name: null }));
  const fetch = withCors((request: Request) => app.fetch(request), options);
  const outer = new Hono();
  outer.all("*", (context) => fetch(context.req.raw));
  return () => serveHono(outer);
};

const PUBLIC: readonly CorpusServer[] = [
  { name: "* on public data", start: answering(() => ({ headers: EVERYONE, body: '{"rates":[1,2]}' })) },
  { name: "Express with cors()", start: expressWith(undefined) },
  { name: "Hono with cors()", start: honoWith(undefined) },
  { name: "withCors of @fetch-cors/core, public", start: ownPolicy({ origin: "*" }) },
  { name: "nginx with * always", start: nginx('add_header Access-Control-Allow-Origin "*" always;'), program: "nginx" },
  {
    name: "Python's http.server with *",
    start: python('self.send_header("Access-Control-Allow-Origin", "*")'),
    program: "python3",
  },
  {
    name: "* with credentials, which no browser accepts",
    start: answering((asked) => having(me(asked), { ...EVERYONE, "Access-Control-Allow-Credentials": "true" })),
  },
  {
    name: "* for a GET-only API, which answers OPTIONS with 405",
    start: answering(({ method }) =>
      method === "OPTIONS" ? { status: 405, headers: { Allow: "GET" } } : { headers: EVERYONE },
    ),
  },
  {
    name: "* with tokens in Authorization",
    start: answering(({ headers, isPreflight }) =>
      isPreflight
        ? { status: 204, headers: { ...EVERYONE, "Access-Control-Allow-Headers": "Authorization" } }
        : { status: headers.authorization ? 200 : 401, headers: EVERYONE },
    ),
  },
  {
    name: "the origin of the request without credentials, on public data",
    start: answering(({ origin }) => ({
      headers: origin ? { "Access-Control-Allow-Origin": origin, Vary: "Origin" } : { Vary: "Origin" },
      body: '{"rates":[1,2]}',
    })),
  },
  {
    name: "the origin of the request with Access-Control-Allow-Credentials: false",
    start: answering((asked) =>
      having(me(asked), { ...sharing(asked.origin ?? "*"), "Access-Control-Allow-Credentials": "false" }),
    ),
  },
  {
    name: "the origin of the request with credentials spelled True, which no browser accepts",
    start: answering((asked) =>
      having(me(asked), { ...sharing(asked.origin ?? "*"), "Access-Control-Allow-Credentials": "True" }),
    ),
  },
  { name: "404 with * for everything", start: answering(() => ({ status: 404, headers: EVERYONE })) },
  {
    name: "* on errors only",
    start: answering((asked) => (asked.path === "/me" ? me(asked) : { status: 404, headers: EVERYONE })),
  },
];

const LISTS: readonly CorpusServer[] = [
  { name: "an exact origin", start: answering(allowing(onlyApp)) },
  {
    name: "an exact origin for everyone, without Vary",
    start: answering((asked) =>
      having(me(asked), { "Access-Control-Allow-Origin": APP, "Access-Control-Allow-Credentials": "true" }),
    ),
  },
  {
    name: "Express with an array",
    start: expressWith({ origin: [APP, "https://www.shop.example"], credentials: true }),
  },
  { name: "Express with a string", start: expressWith({ origin: APP, credentials: true }) },
  {
    name: "Express with anchored patterns",
    start: expressWith({ origin: [/^https:\/\/(?:[a-z0-9-]+\.)?shop\.example$/], credentials: true }),
  },
  {
    name: "Express with a predicate that calls back false",
    start: expressWith({ credentials: true, origin: (origin, done) => done(null, origin === APP) }),
  },
  {
    name: "Express with a predicate that calls back an error",
    start: expressWith({
      credentials: true,
      origin: (origin, done) =>
        origin === undefined || origin === APP ? done(null, true) : done(new Error("Not allowed by CORS")),
    }),
  },
  { name: "Hono with a list", start: honoWith({ origin: [APP], credentials: true }) },
  {
    name: "Hono with a predicate",
    start: honoWith({ origin: (origin) => (onlyApp(origin) ? origin : null), credentials: true }),
  },
  { name: "withCors with a list", start: ownPolicy({ origin: [APP], credentials: true }) },
  {
    name: "withCors with a pattern of subdomains",
    start: ownPolicy({ origin: "https://*.shop.example", credentials: true }),
  },
  {
    name: "nginx with a map of exact origins",
    start: nginx(
      "add_header Access-Control-Allow-Origin $allowed always; add_header Access-Control-Allow-Credentials $with always; add_header Vary Origin always;",
      `map $http_origin $allowed { default ""; "${APP}" $http_origin; } map $http_origin $with { default ""; "${APP}" true; }`,
    ),
    program: "nginx",
  },
  {
    name: "Python's http.server with a list",
    start: python(
      `(origin == "${APP}" and (self.send_header("Access-Control-Allow-Origin", origin), self.send_header("Access-Control-Allow-Credentials", "true")), self.send_header("Vary", "Origin"))`,
    ),
    program: "python3",
  },
  {
    name: "403 for every other origin",
    start: answering((asked) =>
      asked.origin === undefined || onlyApp(asked.origin)
        ? allowing(onlyApp)(asked)
        : { status: 403, headers: { Vary: "Origin" } },
    ),
  },
  {
    name: "an app in a WebView beside the site",
    start: answering(allowing((origin) => onlyApp(origin) || origin === "capacitor://localhost")),
  },
  {
    name: "a list without Vary, with Cache-Control: no-store",
    start: answering((asked) => {
      const { Vary: _, ...headers } = sharing(APP);
      return having(me(asked), { "Cache-Control": "no-store", ...(asked.origin === APP && headers) });
    }),
  },
  {
    name: "a cache that honours Vary, in front of a list",
    start: () => {
      const stored = new Map<string, Said>();
      return answering((asked) => {
        const key = `${asked.method} ${asked.path}?${asked.query} ${asked.origin} ${asked.isUser}`;
        const found = stored.get(key) ?? allowing(onlyApp)(asked);
        stored.set(key, found);
        return found;
      })();
    },
  },
  {
    name: "an exact origin, ETag and 304",
    start: answering((asked) =>
      asked.headers["if-none-match"]
        ? { status: 304, headers: { ETag: '"1"', Vary: "Origin" } }
        : having(allowing(onlyApp)(asked), { ETag: '"1"' }),
    ),
  },
  {
    name: "an exact origin, and a body that changes with each request",
    start: answering(allowing(onlyApp, (asked) => ({ ...me(asked), body: `${me(asked).body} ${Math.random()}` }))),
  },
  {
    name: "an exact origin, busy at times",
    start: () => {
      let count = 0;
      return answering((asked) => {
        count += 1;
        return count % 10 === 0 ? { status: 503, headers: { "Retry-After": "0" } } : allowing(onlyApp)(asked);
      })();
    },
  },
  {
    name: "its own origin, from Host",
    start: answering((asked) => having(me(asked), sharing(`http://${asked.headers.host}`))),
  },
  {
    name: "an exact http origin, by http",
    trusted: "http://app.shop.example",
    start: answering(allowing((origin) => origin === "http://app.shop.example")),
  },
  {
    name: "its own site at a hoster",
    start: answering(allowing((origin) => ["https://shop.vercel.app", APP].includes(origin))),
  },
  {
    name: "an exact origin for all methods and headers",
    start: answering((asked) =>
      having(allowing(onlyApp)(asked), {
        ...(asked.origin === APP && {
          "Access-Control-Allow-Methods": asked.headers["access-control-request-method"] ?? "GET",
          "Access-Control-Allow-Headers": asked.headers["access-control-request-headers"] ?? "",
        }),
      }),
    ),
  },
  {
    name: "an exact partner",
    start: answering(allowing((origin) => origin === "https://portal.partner.example")),
  },
];

const CLOSED: readonly CorpusServer[] = [
  { name: "no CORS headers", start: answering(me) },
  { name: "404 for everything", start: answering(() => ({ status: 404 })) },
  { name: "500 for everything", start: answering(() => ({ status: 500 })) },
  {
    name: "a firewall: 403 for other sites",
    start: answering((asked) => (asked.origin === undefined ? me(asked) : { status: 403, body: "<h1>Forbidden</h1>" })),
  },
  {
    name: "a login redirect on the same host",
    start: answering((asked) =>
      asked.isUser
        ? me(asked)
        : asked.path === "/login"
          ? { body: "<form>" }
          : { status: 302, headers: { Location: "/login?next=/me" } },
    ),
  },
  {
    name: "a login redirect to another host",
    start: answering(({ isUser }) =>
      isUser ? me({ isUser }) : { status: 302, headers: { Location: "https://login.shop.example/?next=/me" } },
    ),
  },
  {
    name: "authentication before everything",
    start: answering((asked) => (asked.isUser ? me(asked) : { status: 401 })),
  },
  {
    name: "authentication before everything, then an exact origin; preflights pass",
    start: answering((asked) => (asked.isPreflight || asked.isUser ? allowing(onlyApp)(asked) : { status: 401 })),
  },
  {
    name: "Access-Control-Allow-Credentials without an origin",
    start: answering((asked) => having(me(asked), { "Access-Control-Allow-Credentials": "true" })),
  },
  {
    name: "methods and headers without an origin",
    start: answering((asked) =>
      having(me(asked), { "Access-Control-Allow-Methods": "*", "Access-Control-Allow-Headers": "*" }),
    ),
  },
  {
    name: "the origin of the request in the body",
    start: answering(({ origin }) => ({ body: `<p>You come from ${origin}</p>` })),
  },
  {
    name: "the origin of the request in other headers",
    start: answering((asked: Asked) =>
      having(me(asked), {
        "Timing-Allow-Origin": "*",
        "X-Origin": asked.origin ?? "",
        "Cross-Origin-Resource-Policy": "cross-origin",
      }),
    ),
  },
  {
    name: "Allow for OPTIONS",
    start: answering((asked) =>
      asked.method === "OPTIONS" ? { status: 204, headers: { Allow: "GET, POST" } } : me(asked),
    ),
  },
  {
    name: "a redirect to https, where no server listens",
    start: answering((asked) => ({
      status: 308,
      headers: { Location: `https://${asked.headers.host?.replace(/:.*/, "")}:1/me` },
    })),
  },
  {
    name: "a connection that ends at a malformed URL",
    start: () =>
      listen((request, response) => {
        if (request.url?.includes("%E0")) request.socket.destroy();
        else response.end("{}");
      }),
  },
  {
    name: "a development server on this machine, and its page",
    host: "127.0.0.1",
    trusted: "http://localhost:5173",
    start: answering(allowing((origin) => origin === "http://localhost:5173")),
  },
  {
    name: "cookies for every visitor",
    start: answering((asked) => having(me(asked), { "Set-Cookie": "visit=1; Path=/; SameSite=Lax" })),
  },
];

/** Every server without a mistake. */
export const SOUND: readonly CorpusServer[] = [...PUBLIC, ...LISTS, ...CLOSED];
