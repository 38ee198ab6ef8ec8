/** Servers with a mistake: each has to be found. */
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
  having,
  listen,
  me,
  onlyApp,
  type RunningServer,
  type Said,
  sharing,
  type VulnerableServer,
} from "./server.ts";

const matching = (pattern: RegExp) => answering(allowing((origin) => pattern.test(origin)));

/** The user's data without CORS headers for all that a condition excludes. */
const sharingWhen = (condition: (asked: Asked) => boolean, reply: (asked: Asked) => Said = me) =>
  answering((asked) => {
    const said = asked.isPreflight ? { status: 404 } : reply(asked);
    return asked.origin !== undefined && condition(asked) ? having(said, sharing(asked.origin)) : said;
  });

/** A cache that knows nothing but the URL, in front of a server. */
const cached = (answer: (asked: Asked) => Said): (() => Promise<RunningServer>) => {
  const stored = new Map<string, Said>();
  return answering((asked) => {
    if (asked.method !== "GET") return answer(asked);
    const key = `${asked.path}?${asked.query}`;
    const found = stored.get(key) ?? answer(asked);
    stored.set(key, found);
    return found;
  });
};

const expressWith = (options: cors.CorsOptions): (() => Promise<RunningServer>) => {
  const app = express();
  app.use(cors(options));
  app.get("/me", (_request, response) => void response.json({ name: null }));
  return () => listen(app);
};

const ANYONE = {
  reflection: [
    { name: "node:http sends back every origin", start: answering(allowing(() => true)), code: "arbitrary-origin" },
    {
      name: "Express with cors({ origin: true, credentials: true })",
      start: expressWith({ origin: true, credentials: true }),
      code: "arbitrary-origin",
    },
    {
      name: "Hono with origin: (origin) => origin",
      start: () => {
        const app = new Hono();
        app.use(honoCors({ origin: (origin) => origin, credentials: true }));
        app.get("/me", (context) => context.json({ name: null }));
        return serveHono(app);
      },
      code: "arbitrary-origin",
    },
    {
      name: "nginx sends back $http_origin",
      start: nginx(
        "add_header Access-Control-Allow-Origin $http_origin always; add_header Access-Control-Allow-Credentials true always;",
      ),
      program: "nginx",
      code: "arbitrary-origin",
    },
    {
      name: "Python's http.server sends back every origin",
      start: python(
        'origin and (self.send_header("Access-Control-Allow-Origin", origin), self.send_header("Access-Control-Allow-Credentials", "true"))',
      ),
      program: "python3",
      code: "arbitrary-origin",
    },
    {
      name: "sends back every origin to browsers only, by User-Agent and Sec-Fetch-Site",
      start: answering((asked) =>
        /Mozilla/.test(asked.headers["user-agent"] ?? "") ? allowing(() => true)(asked) : { status: 403 },
      ),
      code: "arbitrary-origin",
    },
    {
      name: "sends back every origin, for one path and query only",
      start: sharingWhen(({ path, query }) => path === "/me" && query.get("tenant") === "7"),
      path: "/me?tenant=7",
      code: "arbitrary-origin",
    },
    {
      name: "sends back every origin, but is busy at first",
      start: () => {
        let count = 0;
        return answering((asked) => {
          count += 1;
          return count < 3 ? { status: 503, headers: { "Retry-After": "0" } } : allowing(() => true)(asked);
        })();
      },
      code: "arbitrary-origin",
    },
    {
      name: "sends back the origin from the second request on",
      start: () => {
        const seen = new Set<string>();
        return sharingWhen(({ origin = "" }) => {
          const isSecond = seen.has(origin);
          seen.add(origin);
          return isSecond;
        })();
      },
      code: "arbitrary-origin",
    },
    {
      name: "sends back every http origin",
      start: matching(/^http:\/\//),
      code: "arbitrary-origin",
    },
    {
      name: "allows every origin under .com",
      start: matching(/^https:\/\/[a-z0-9.]+\.com$/),
      code: "arbitrary-origin",
    },
    {
      name: "compares the last two labels, under co.uk",
      host: "api.shop.co.uk",
      trusted: "https://app.shop.co.uk",
      start: answering(
        allowing((origin) => origin !== "null" && new URL(origin).hostname.split(".").slice(-2).join(".") === "co.uk"),
      ),
      code: "arbitrary-origin",
    },
  ],
  null: [
    {
      name: "a list with null",
      start: answering(allowing((origin) => [APP, "null"].includes(origin))),
      code: "null-origin",
    },
    {
      name: "sends the constant null",
      start: answering((asked) => having(me(asked), sharing("null"))),
      code: "null-origin",
    },
    {
      name: "allows what is not a URL",
      start: answering(allowing((origin) => !URL.canParse(origin) || onlyApp(origin))),
      code: "null-origin",
    },
  ],
} as const satisfies Record<string, readonly VulnerableServer[]>;

const PATTERNS = [
  { name: "a pattern without $", start: matching(/^https:\/\/app\.shop\.example/), code: "prefix-match" },
  {
    name: "a pattern without $, of all subdomains",
    start: matching(/^https:\/\/[^/]+\.shop\.example/),
    code: "prefix-match",
  },
  {
    name: "alternatives without parentheses",
    start: matching(/^https:\/\/app\.shop\.example|localhost$/),
    code: "prefix-match",
  },
  { name: "startsWith", start: answering(allowing((origin) => origin.startsWith(APP))), code: "prefix-match" },
  {
    name: "startsWith of the server's own host",
    start: answering(allowing((origin) => origin.replace(/^https?:\/\//, "").startsWith("api.shop.example"))),
    code: "prefix-match",
  },
  {
    name: "a pattern that a hyphen passes",
    start: matching(/^https:\/\/app\.shop\.example(?:-[\w.-]+)?$/),
    code: "prefix-match",
  },
  { name: "a pattern without ^", start: matching(/shop\.example$/), code: "suffix-match" },
  {
    name: "endsWith without a dot",
    start: answering(allowing((origin) => origin.endsWith("shop.example"))),
    code: "suffix-match",
  },
  {
    name: "Express with cors({ origin: [/shop\\.example$/] })",
    start: expressWith({ origin: [/shop\.example$/], credentials: true }),
    code: "suffix-match",
  },
  { name: "includes", start: answering(allowing((origin) => origin.includes("shop.example"))), code: "suffix-match" },
  {
    name: "a hostname that ends so",
    start: answering(allowing((origin) => origin !== "null" && new URL(origin).hostname.endsWith("shop.example"))),
    code: "suffix-match",
  },
  {
    name: "nginx with if ($http_origin ~* shop.example)",
    start: nginx(
      "if ($http_origin ~* shop.example) { add_header Access-Control-Allow-Origin $http_origin; add_header Access-Control-Allow-Credentials true; add_header Vary Origin; return 200 '{}'; }",
    ),
    program: "nginx",
    code: "suffix-match",
  },
  { name: "an unescaped dot", start: matching(/^https:\/\/app.shop\.example$/), code: "unescaped-dot" },
  {
    name: "unescaped dots from a string",
    start: matching(/^https:\/\/(www|app).shop.example$/),
    code: "unescaped-dot",
  },
  {
    name: "an unescaped dot behind any subdomain",
    start: matching(/^https:\/\/[a-z]*.shop\.example$/),
    code: "suffix-match",
  },
  {
    name: "a pattern that any special character passes",
    start: matching(/^https:\/\/app\.shop\.example(?:[^a-z0-9.:-].*)?$/),
    code: "special-character",
  },
  {
    name: "a pattern that special characters other than _ pass",
    start: matching(/^https:\/\/app\.shop\.example(?:[^\w.:-].*)?$/),
    code: "special-character",
  },
  { name: "any top-level domain", start: matching(/^https:\/\/app\.shop\.[a-z]+$/), code: "other-top-level-domain" },
  {
    name: "one string with all origins, and includes",
    host: "api.shop.com",
    trusted: "https://app.shop.com",
    start: answering(allowing((origin) => "https://www.shop.com,https://app.shop.com".includes(origin))),
    code: "truncated-origin",
  },
  {
    name: "only the first label",
    start: answering(allowing((origin) => origin !== "null" && new URL(origin).hostname.split(".")[0] === "app")),
    code: "first-label",
  },
  {
    name: "startsWith of a partner that the host does not tell",
    start: answering(allowing((origin) => origin.startsWith("https://portal.partner.example"))),
    trusted: "https://portal.partner.example",
    needs: "--trusted",
    code: "prefix-match",
  },
  {
    name: "a pattern made of a list",
    start: matching(new RegExp(["https://www.shop.example", "https://app.shop.example"].join("|"))),
    code: "prefix-match",
  },
  {
    name: "Hono with endsWith",
    start: () => {
      const app = new Hono();
      app.use(honoCors({ origin: (origin) => (origin.endsWith("shop.example") ? origin : null), credentials: true }));
      app.get("/me", (context) => context.json({ name: null }));
      return serveHono(app);
    },
    code: "suffix-match",
  },
  {
    name: "Python with re.match",
    start: python(
      '(__import__("re").match(r"https://app\\.shop\\.example", origin or "") and (self.send_header("Access-Control-Allow-Origin", origin), self.send_header("Access-Control-Allow-Credentials", "true")), self.send_header("Vary", "Origin"))',
    ),
    program: "python3",
    code: "prefix-match",
  },
  {
    name: "nginx with a map of patterns",
    start: nginx(
      "add_header Access-Control-Allow-Origin $allowed always; add_header Access-Control-Allow-Credentials true always; add_header Vary Origin always;",
      'map $http_origin $allowed { default ""; "~^https://[a-z]+.shop.example" $http_origin; }',
    ),
    program: "nginx",
    code: "prefix-match",
  },
  {
    name: "endsWith of the Host header, on the site itself",
    host: "shop.example",
    start: answering(allowing((origin, { headers }) => origin.endsWith(String(headers.host)))),
    code: "suffix-match",
  },
  {
    name: "any address",
    start: matching(/^https?:\/\/(?:\d+\.){3}\d+$/),
    code: "arbitrary-origin",
  },
  {
    name: "any site at the port of the trusted one",
    trusted: "https://app.shop.example:8080",
    needs: "--trusted",
    start: matching(/^https:\/\/[a-z.]+:8080$/),
    code: "arbitrary-origin",
  },
] as const satisfies readonly VulnerableServer[];

const NEIGHBOURS = [
  { name: "http beside https", start: matching(/^https?:\/\/app\.shop\.example$/), code: "insecure-origin" },
  {
    name: "every subdomain, by http too",
    start: matching(/^https?:\/\/(?:[a-z]+\.)*shop\.example$/),
    code: "insecure-origin",
  },
  {
    name: "the hostname without scheme and port",
    start: answering(allowing((origin) => origin !== "null" && new URL(origin).hostname === "app.shop.example")),
    code: "other-port",
  },
  { name: "any port", start: matching(/^https:\/\/app\.shop\.example(?::\d+)?$/), code: "other-port" },
  { name: "*.vercel.app", start: matching(/^https:\/\/[a-z0-9-]+\.vercel\.app$/), code: "shared-host" },
  {
    name: "previews at Vercel by prefix",
    start: matching(/^https:\/\/shop-[a-z0-9-]+\.vercel\.app$/),
    code: "shared-host",
  },
  {
    name: "*.netlify.app",
    start: answering(allowing((origin) => origin.endsWith(".netlify.app"))),
    code: "shared-host",
  },
  {
    name: "*.github.io",
    start: answering(allowing((origin) => onlyApp(origin) || origin.endsWith(".github.io"))),
    code: "shared-host",
  },
  {
    name: "its own site at a hoster, and all others there",
    trusted: "https://shop.surge.sh",
    needs: "--trusted",
    start: matching(/^https:\/\/[a-z]+\.surge\.sh$/),
    code: "shared-host",
  },
  { name: "localhost at any port", start: matching(/^http:\/\/localhost(?::\d+)?$/), code: "local-origin" },
  { name: "localhost as a prefix", start: matching(/^https?:\/\/localhost/), code: "prefix-match" },
  { name: "private addresses", start: matching(/^http:\/\/192\.168\.\d+\.\d+$/), code: "local-origin" },
  { name: "private addresses as a prefix", start: matching(/^https?:\/\/(?:10|192\.168)\./), code: "prefix-match" },
  {
    name: "local files",
    start: answering(allowing((origin) => onlyApp(origin) || origin.startsWith("file:"))),
    code: "app-origin",
  },
  {
    name: "every extension of Chromium",
    start: answering(allowing((origin) => onlyApp(origin) || origin.startsWith("chrome-extension://"))),
    code: "app-origin",
  },
] as const satisfies readonly VulnerableServer[];

const SITUATIONS = [
  {
    name: "sends back origin, method and headers in preflights only",
    start: answering((asked) =>
      asked.isPreflight
        ? {
            status: 204,
            headers: {
              ...sharing(asked.origin ?? ""),
              "Access-Control-Allow-Methods": String(asked.headers["access-control-request-method"]),
              "Access-Control-Allow-Headers": String(asked.headers["access-control-request-headers"]),
            },
          }
        : me(asked),
    ),
    code: "arbitrary-origin",
  },
  {
    name: "a careless pattern in preflights only",
    start: answering((asked) => (asked.isPreflight ? allowing((origin) => origin.startsWith(APP)) : me)(asked)),
    code: "prefix-match",
  },
  {
    name: "a page for 404 that sends back every origin",
    start: sharingWhen(
      ({ path }) => path !== "/me",
      (asked) => (asked.path === "/me" ? me(asked) : { status: 404 }),
    ),
    code: "arbitrary-origin",
  },
  {
    name: "an error handler that sends back every origin",
    start: sharingWhen(
      () => true,
      () => ({ status: 500, body: "TypeError at /srv/orders.js:7" }),
    ),
    code: "arbitrary-origin",
  },
  {
    name: "authentication behind an echo of every origin",
    start: answering(
      allowing(
        () => true,
        (asked) => (asked.isUser ? me(asked) : { status: 401 }),
      ),
    ),
    code: "arbitrary-origin",
  },
  {
    name: "an echo of every origin behind authentication",
    start: answering((asked) => (asked.isUser ? allowing(() => true)(asked) : { status: 401 })),
    needs: "--cookie",
    code: "arbitrary-origin",
  },
  {
    name: "sends back every origin to requests with a cookie that it has set",
    start: answering((asked) => {
      const said = asked.headers.cookie?.includes("visit=") ? allowing(() => true)(asked) : me(asked);
      return having(said, { "Set-Cookie": "visit=1; Path=/; SameSite=None; Secure" });
    }),
    code: "arbitrary-origin",
  },
  {
    name: "sends back every origin after a login redirect",
    start: answering((asked) =>
      asked.path === "/me" ? { status: 302, headers: { Location: "/home" } } : allowing(() => true)(asked),
    ),
    code: "arbitrary-origin",
  },
  {
    name: "sends back every origin to POST only",
    start: sharingWhen(({ method }) => method === "POST"),
    needs: "--send",
    code: "arbitrary-origin",
  },
  {
    name: "a careless pattern for POST only",
    start: answering((asked) =>
      allowing((origin) => (asked.method === "POST" ? origin.startsWith(APP) : onlyApp(origin)))(asked),
    ),
    needs: "--send",
    code: "prefix-match",
  },
  {
    name: "sends back every origin to HEAD only",
    start: sharingWhen(({ method }) => method === "HEAD"),
    code: "arbitrary-origin",
  },
  {
    name: "sends back every origin with a 304 only",
    start: answering((asked) =>
      asked.headers["if-none-match"] === undefined
        ? having(me(asked), { ETag: '"1"' })
        : { status: 304, headers: { ETag: '"1"', ...sharing(asked.origin ?? "") } },
    ),
    code: "arbitrary-origin",
  },
  {
    name: "sends back every origin with a redirect to another host",
    start: sharingWhen(
      () => true,
      () => ({ status: 302, headers: { Location: "https://login.shop.example/?code=7" } }),
    ),
    code: "arbitrary-origin",
  },
  {
    name: "preflights that allow PUT with a header of their own to every origin",
    start: answering((asked) =>
      asked.isPreflight
        ? {
            status: 204,
            headers: {
              ...sharing(asked.origin ?? ""),
              "Access-Control-Allow-Methods": "PUT",
              "Access-Control-Allow-Headers": "X-Token",
            },
          }
        : me(asked),
    ),
    code: "arbitrary-origin",
  },
  {
    name: "sends back every origin to POST with JSON only",
    start: answering((asked) => {
      const isJson = asked.isPreflight || asked.headers["content-type"] === "application/json";
      return isJson && asked.method !== "GET" ? allowing(() => true)(asked) : { status: 415 };
    }),
    code: "arbitrary-origin",
  },
  {
    name: "sends back every origin to those who accept JSON only",
    start: sharingWhen(({ headers }) => headers.accept === "application/json"),
    code: "arbitrary-origin",
  },
  {
    name: "the origin from Referer",
    start: answering((asked) =>
      having(me(asked), asked.headers.referer ? sharing(new URL(asked.headers.referer).origin) : {}),
    ),
    code: "arbitrary-origin",
  },
  {
    name: "the origin from the query",
    start: answering((asked) =>
      having(me(asked), asked.query.get("origin") ? sharing(asked.query.get("origin") ?? "") : {}),
    ),
    code: "origin-from-query",
  },
  {
    name: "an allowed origin anywhere in Referer",
    start: sharingWhen(({ headers }) => headers.referer?.includes("shop.example") === true),
    code: "origin-from-referrer",
  },
] as const satisfies readonly VulnerableServer[];

const CACHES = [
  {
    name: "a list without Vary",
    start: answering((asked) => {
      const { Vary: _, ...headers } = sharing(APP);
      return having(me(asked), asked.origin === APP ? headers : {});
    }),
    code: "missing-vary",
  },
  {
    name: "public, but with the origin of the request and without Vary",
    start: answering((asked) => having(me(asked), asked.origin ? { "Access-Control-Allow-Origin": asked.origin } : {})),
    code: "missing-vary",
  },
  {
    name: "a cache that ignores Origin, in front of an echo",
    start: () => cached((asked) => having(me(asked), asked.origin ? sharing(asked.origin) : {}))(),
    code: "cached-origin",
  },
  {
    name: "a cache that ignores Origin and says so, in front of a list",
    start: () => cached((asked) => having(allowing(onlyApp)(asked), { "Cache-Control": "public, max-age=60" }))(),
    code: "cached-origin",
  },
  {
    name: "a cache that ignores Origin, in front of a list",
    start: () => cached(allowing(onlyApp))(),
    needs: "--trusted",
    code: "cached-origin",
  },
] as const satisfies readonly VulnerableServer[];

const MISTAKES = [
  {
    name: "the proxy and the application both set the header",
    start: answering((asked) =>
      having(me(asked), { "Access-Control-Allow-Origin": [asked.origin ?? APP, "*"], Vary: "Origin" }),
    ),
    code: "repeated-header",
  },
  {
    name: "a list of origins in one header",
    start: answering((asked) =>
      having(me(asked), { "Access-Control-Allow-Origin": `${APP}, https://www.shop.example` }),
    ),
    code: "multiple-allow-origin",
  },
  {
    name: "an origin with a slash",
    start: answering((asked) => having(me(asked), { "Access-Control-Allow-Origin": `${APP}/` })),
    code: "invalid-allow-origin",
  },
  {
    name: "a pattern that browsers do not read",
    start: answering((asked) => having(me(asked), { "Access-Control-Allow-Origin": "https://*.shop.example" })),
    code: "invalid-allow-origin",
  },
  {
    name: "authentication in front of preflights",
    start: answering((asked) => (asked.method === "OPTIONS" ? { status: 401 } : allowing(onlyApp)(asked))),
    code: "preflight-authentication",
  },
  {
    name: "preflights that are redirected",
    start: answering((asked) =>
      asked.method === "OPTIONS"
        ? { status: 308, headers: { Location: "/me/", ...sharing(APP) } }
        : allowing(onlyApp)(asked),
    ),
    code: "preflight-redirect",
  },
] as const satisfies readonly VulnerableServer[];

/** Every server with a mistake. */
export const VULNERABLE: readonly VulnerableServer[] = [
  ...ANYONE.reflection,
  ...ANYONE.null,
  ...PATTERNS,
  ...NEIGHBOURS,
  ...SITUATIONS,
  ...CACHES,
  ...MISTAKES,
];
