/** Servers as people set them up, right and wrong: proxies with the usual snippets, frameworks, and two programs in a row. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { definePolicy, withCors } from "@fetch-cors/core";
import { serve } from "@hono/node-server";
import cors from "cors";
import express, { type Express } from "express";
import { Hono } from "hono";
import { basicAuth } from "hono/basic-auth";
import { cors as honoCors } from "hono/cors";
import {
  apache,
  apacheConfiguration,
  caddy,
  caddyConfiguration,
  haproxy,
  haproxyConfiguration,
  nginx,
  nginxConfiguration,
} from "../../../export/test/servers/programs.ts";
import {
  CLOSED_PORT,
  freePorts,
  makeDirectory,
  run,
  type ServerProgram,
  versionOf,
} from "../../../export/test/servers/server-program.ts";

/** A server that listens. */
interface HandMadeServer {
  readonly name: string;
  readonly port: number;
}

/** A group of servers of one program. */
export interface ServerGroup {
  readonly title: string;
  /** How to install the program; `undefined` if it is here. */
  readonly missing: string | undefined;
  /** Starts the servers. */
  readonly start: (
    page: string,
  ) => Promise<{ readonly servers: readonly HandMadeServer[]; readonly stop: () => Promise<void> }>;
}

const listen = async (listener: RequestListener): Promise<{ readonly port: number; readonly stop: () => void }> => {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { port: (server.address() as AddressInfo).port, stop: () => void server.close().closeAllConnections() };
};

const stopAll = (servers: readonly { readonly stop: () => void }[]): void => {
  for (const { stop } of servers) stop();
};

/** An API without CORS: users, a redirect, and errors. */
const api = (app: Express): Express =>
  app
    .all("/users", (_request, response) => void response.set("X-Request-Id", "7").json([{ id: 7 }]))
    .get("/old", (_request, response) => response.redirect(302, "/users"))
    .get("/broken", () => {
      throw new Error("broken");
    })
    // Without its log, which the error above would fill.
    .use(
      (_error: unknown, _request: unknown, response: express.Response, _next: unknown) =>
        void response.status(500).end(),
    );

const inProcess = (title: string, make: (page: string) => Readonly<Record<string, RequestListener>>): ServerGroup => ({
  title,
  missing: undefined,
  start: async (page) => {
    const listening = await Promise.all(
      Object.entries(make(page)).map(async ([name, listener]) => ({ name, ...(await listen(listener)) })),
    );
    return { servers: listening, stop: async () => stopAll(listening) };
  },
});

const nodeServers = inProcess("Node", (page) => ({
  "node:http without CORS": (_request, response) => response.end("[]"),
  "node:http with * on everything": (_request, response) => {
    response.writeHead(200, {
      "Access-Control-Allow-Origin": "*",
      "Access-Control-Allow-Headers": "*",
      "Access-Control-Allow-Methods": "*",
    });
    response.end("[]");
  },
  "node:http with * and credentials": (_request, response) => {
    response.writeHead(200, { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Credentials": "true" });
    response.end("[]");
  },
  "node:http that echoes every origin": ({ headers }, response) => {
    response.writeHead(200, {
      "Access-Control-Allow-Origin": headers.origin ?? "*",
      "Access-Control-Allow-Credentials": "true",
      "Access-Control-Allow-Headers": headers["access-control-request-headers"] ?? "",
      "Access-Control-Allow-Methods": headers["access-control-request-method"] ?? "GET",
    });
    response.end("[]");
  },
  "node:http with a list in one header": (_request, response) => {
    response.writeHead(200, { "Access-Control-Allow-Origin": `${page}, https://app.example.com` });
    response.end("[]");
  },
  "node:http that redirects ten times": ({ url = "/" }, response) => {
    const hop = Number(/hop=(\d+)/.exec(url)?.[1] ?? 0);
    response.writeHead(hop < 10 ? 302 : 200, {
      "Access-Control-Allow-Origin": page,
      ...(hop < 10 && { Location: `/?hop=${hop + 1}` }),
    });
    response.end("[]");
  },
  "node:http that redirects forever": (_request, response) => {
    response.writeHead(302, { "Access-Control-Allow-Origin": page, Location: "/users" }).end();
  },
  "withCors in front of a handler": (incoming, outgoing) => {
    const policy = definePolicy({
      origin: [page as "http://localhost"],
      credentials: true,
      exposedHeaders: ["X-Request-Id"],
    });
    const { method = "GET", headers, url = "/" } = incoming;
    const request = new Request(`http://localhost${url}`, { method, headers: headers as Record<string, string> });
    const response = withCors(() => new Response("[]"), policy)(request) as Response;
    outgoing.writeHead(response.status, [...response.headers].flat());
    outgoing.end(response.status === 204 ? undefined : "[]");
  },
}));

const expressServers = inProcess("Express", (page) => {
  const afterAuth = express().use((request, response, next) => {
    if (request.headers.authorization === "Bearer x") next();
    else response.status(401).set("WWW-Authenticate", "Bearer").end();
  });
  return {
    "Express without CORS": api(express()),
    "Express with cors()": api(express().use(cors())),
    "Express with cors({ origin, credentials })": api(express().use(cors({ origin: page, credentials: true }))),
    "Express with a list of origins": api(express().use(cors({ origin: ["https://app.example.com", page] }))),
    "Express with another origin": api(express().use(cors({ origin: "https://app.example.com" }))),
    "Express with cors() and few headers": api(
      express().use(cors({ origin: page, allowedHeaders: ["X-A"], methods: ["GET"] })),
    ),
    "Express with cors() on one route, without OPTIONS": api(
      express().get("/users", cors(), (_request, response) => void response.json([])),
    ),
    "Express with authentication before cors()": api(afterAuth.use(cors({ origin: page }))),
    "Express with cors() after the routes": api(express()).use(cors()),
    "Express with a header by hand": api(
      express().use((_request, response, next) => {
        response.set("Access-Control-Allow-Origin", page);
        next();
      }),
    ),
    "Express that answers preflights with 200 by hand": api(
      express().use((request, response, next) => {
        response.set({
          "Access-Control-Allow-Origin": page,
          "Access-Control-Allow-Headers": "Content-Type, Authorization",
        });
        response.set("Access-Control-Allow-Methods", "GET,PUT,POST,DELETE");
        if (request.method === "OPTIONS") response.sendStatus(200);
        else next();
      }),
    ),
  };
});

const honoServers: ServerGroup = {
  title: "Hono",
  missing: undefined,
  start: async (page) => {
    const users = (app: Hono): Hono => app.all("/users", (context) => context.json([{ id: 7 }]));
    const apps: Readonly<Record<string, Hono>> = {
      "Hono with cors()": users(new Hono().use(honoCors())),
      "Hono with cors({ origin, credentials })": users(new Hono().use(honoCors({ origin: page, credentials: true }))),
      "Hono with basicAuth before cors()": users(
        new Hono().use(basicAuth({ username: "a", password: "b" })).use(honoCors()),
      ),
      "Hono with cors() below a path": users(new Hono().use("/api/*", honoCors())),
    };
    const listening = await Promise.all(
      Object.entries(apps).map(
        ([name, { fetch }]) =>
          new Promise<HandMadeServer & { readonly stop: () => void }>((resolve) => {
            const server = serve({ fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) =>
              resolve({ name, port, stop: () => void server.close() }),
            );
          }),
      ),
    );
    return { servers: listening, stop: async () => stopAll(listening) };
  },
};

const PYTHON: Readonly<Record<string, string>> = {
  "Python's http.server": "",
  "Python with the header in end_headers": `
    def end_headers(self):
        self.send_header('Access-Control-Allow-Origin', '*')
        super().end_headers()`,
  "Python with do_OPTIONS": `
    def end_headers(self):
        self.send_header('Access-Control-Allow-Origin', PAGE)
        self.send_header('Access-Control-Allow-Credentials', 'true')
        super().end_headers()
    def do_OPTIONS(self):
        self.send_response(200)
        self.send_header('Access-Control-Allow-Methods', 'GET, PUT, OPTIONS')
        self.send_header('Access-Control-Allow-Headers', 'authorization, content-type')
        self.end_headers()`,
};

const pythonServers: ServerGroup = {
  title: "Python",
  missing: undefined,
  start: async (page) => {
    const ports = await freePorts(Object.keys(PYTHON).length);
    const children = Object.values(PYTHON).map((code, index) => {
      const source = `
import http.server, sys
PAGE = ${JSON.stringify(page)}
class Handler(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *args): pass
${code}
http.server.ThreadingHTTPServer(('127.0.0.1', ${ports[index]}), Handler).serve_forever()`;
      return spawn("python3", ["-c", source], { cwd: makeDirectory(), stdio: "ignore" });
    });
    for (const port of ports) {
      for (let tries = 0; tries < 200; tries += 1) {
        if (
          await fetch(`http://127.0.0.1:${port}/`).then(
            () => true,
            () => false,
          )
        )
          break;
        await sleep(50);
      }
    }
    return {
      servers: Object.keys(PYTHON).map((name, index) => ({ name, port: ports[index] ?? 0 })),
      stop: async () => {
        for (const child of children) child.kill();
      },
    };
  },
};

/** The parts of the configuration of a proxy. */
interface Place {
  readonly page: string;
  /** The port of an API without CORS. */
  readonly upstream: number;
  /** The port of an API with `cors()`. */
  readonly withCors: number;
}

/** Starts a proxy with a site for each snippet, in front of the API. */
const proxy = (
  program: ServerProgram,
  snippets: (place: Place) => Readonly<Record<string, string>>,
  configure: (sites: readonly { readonly port: number; readonly snippet: string }[], directory: string) => string,
): ServerGroup => ({
  title: program.title,
  missing: versionOf(program) === undefined ? program.installation : undefined,
  start: async (page) => {
    const upstream = await listen(api(express()));
    const withOwnCors = await listen(api(express().use(cors({ origin: page, credentials: true }))));
    const ports = await freePorts(20);
    const named = Object.entries(snippets({ page, upstream: upstream.port, withCors: withOwnCors.port }));
    const sites = named.map(([name, snippet], index) => ({ name, snippet, port: ports[index] ?? 0 }));
    const directory = makeDirectory();
    const running = await run(
      program,
      configure(sites, directory),
      sites.map(({ port }) => port),
      directory,
    );
    return {
      servers: sites,
      stop: async () => {
        await running.stop();
        upstream.stop();
        withOwnCors.stop();
      },
    };
  },
});

const nginxServers = proxy(
  nginx,
  ({ page, upstream, withCors: own }) => ({
    "nginx without CORS": `location / { proxy_pass http://127.0.0.1:${upstream}; }`,
    "nginx with add_header": `location / { add_header Access-Control-Allow-Origin *; proxy_pass http://127.0.0.1:${upstream}; }`,
    "nginx with add_header … always": `location / { add_header Access-Control-Allow-Origin ${page} always; add_header Access-Control-Allow-Credentials true always; proxy_pass http://127.0.0.1:${upstream}; }`,
    "nginx with add_header that a location forgets": `add_header Access-Control-Allow-Origin * always; location / { add_header X-Frame-Options DENY; proxy_pass http://127.0.0.1:${upstream}; }`,
    "nginx with if ($request_method = OPTIONS)": `location / {
      if ($request_method = OPTIONS) {
        add_header Access-Control-Allow-Origin ${page};
        add_header Access-Control-Allow-Methods "GET, POST, PUT, DELETE, OPTIONS";
        add_header Access-Control-Allow-Headers "Authorization,Content-Type";
        add_header Access-Control-Max-Age 1728000;
        return 204;
      }
      add_header Access-Control-Allow-Origin ${page};
      proxy_pass http://127.0.0.1:${upstream};
    }`,
    "nginx that answers preflights, and not requests": `location / {
      if ($request_method = OPTIONS) { add_header Access-Control-Allow-Origin *; add_header Access-Control-Allow-Headers *; add_header Access-Control-Allow-Methods *; return 204; }
      proxy_pass http://127.0.0.1:${upstream};
    }`,
    "nginx in front of Express, both with CORS": `location / { add_header Access-Control-Allow-Origin $http_origin always; proxy_pass http://127.0.0.1:${own}; }`,
    "nginx with authentication in front": `location / { if ($http_authorization != "Bearer x") { return 401; } proxy_pass http://127.0.0.1:${own}; }`,
    "nginx that redirects to a trailing slash": `location / { add_header Access-Control-Allow-Origin * always; rewrite ^([^.]*[^/])$ $1/ permanent; return 200 ok; }`,
    "nginx without its backend": `location / { add_header Access-Control-Allow-Origin * always; proxy_pass http://127.0.0.1:${CLOSED_PORT}; }`,
    "nginx with a status of its own": `location / { add_header Access-Control-Allow-Origin ${page} always; return 429; }`,
  }),
  (sites) =>
    nginxConfiguration(
      `absolute_redirect off;\n${sites.map(({ port, snippet }) => `server { listen 127.0.0.1:${port}; ${snippet} }`).join("\n")}`,
    ),
);

const caddyServers = proxy(
  caddy,
  ({ page, upstream, withCors: own }) => ({
    "Caddy without CORS": `reverse_proxy 127.0.0.1:${upstream}`,
    "Caddy with header": `header Access-Control-Allow-Origin *\nreverse_proxy 127.0.0.1:${upstream}`,
    "Caddy with a matcher for preflights": `@preflight method OPTIONS
      handle @preflight {
        header Access-Control-Allow-Origin ${page}
        header Access-Control-Allow-Methods "GET, PUT, DELETE"
        header Access-Control-Allow-Headers "Authorization, Content-Type"
        respond "" 204
      }
      header Access-Control-Allow-Origin ${page}
      reverse_proxy 127.0.0.1:${upstream}`,
    "Caddy in front of Express, both with CORS": `header +Access-Control-Allow-Origin ${page}\nreverse_proxy 127.0.0.1:${own}`,
    "Caddy with responses of its own": `header Access-Control-Allow-Origin ${page}\nrespond /users "[]" 200`,
  }),
  (sites) =>
    caddyConfiguration(sites.map(({ port, snippet }) => `http://:${port} {\nbind 127.0.0.1\n${snippet}\n}`).join("\n")),
);

const apacheServers = proxy(
  apache,
  ({ page, upstream, withCors: own }) => ({
    "Apache with Header set": `Header set Access-Control-Allow-Origin "*"\nProxyPass / http://127.0.0.1:${upstream}/`,
    "Apache with Header always set and a rewrite": `Header always set Access-Control-Allow-Origin "${page}"
      Header always set Access-Control-Allow-Headers "Authorization, Content-Type"
      Header always set Access-Control-Allow-Methods "GET, PUT, DELETE"
      RewriteEngine On
      RewriteCond %{REQUEST_METHOD} OPTIONS
      RewriteRule ^ - [R=204,L]
      ProxyPass / http://127.0.0.1:${upstream}/`,
    "Apache in front of Express, both with CORS": `Header always set Access-Control-Allow-Origin "*"\nProxyPass / http://127.0.0.1:${own}/`,
  }),
  (sites, directory) =>
    apacheConfiguration(
      directory,
      sites
        .map(
          ({ port, snippet }) =>
            `Listen 127.0.0.1:${port}\n<VirtualHost 127.0.0.1:${port}>\n${snippet}\n</VirtualHost>`,
        )
        .join("\n"),
    ),
);

const haproxyServers = proxy(
  haproxy,
  ({ page, upstream }) => ({
    "HAProxy with http-response set-header": `http-response set-header Access-Control-Allow-Origin ${page}\nserver upstream 127.0.0.1:${upstream}`,
    "HAProxy that denies OPTIONS": `http-request deny deny_status 405 if METH_OPTIONS\nhttp-response set-header Access-Control-Allow-Origin "*"\nserver upstream 127.0.0.1:${upstream}`,
  }),
  (sites) =>
    haproxyConfiguration(
      sites.map(({ port, snippet }) => `listen site${port}\nbind 127.0.0.1:${port}\n${snippet}`).join("\n"),
    ),
);

export const SERVER_GROUPS: readonly ServerGroup[] = [
  nodeServers,
  expressServers,
  honoServers,
  pythonServers,
  nginxServers,
  caddyServers,
  apacheServers,
  haproxyServers,
];
