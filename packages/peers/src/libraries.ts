import { fileURLToPath } from "node:url";

/** The code that uses a library for CORS. It measures the size and the cold start of the library. */
export interface Library {
  readonly name: string;
  /** A module that exports the CORS part of the library. */
  readonly exports: string;
  /** Packages that do not count: a framework, or core under an adapter. */
  readonly external?: readonly string[];
  /**
   * A module that creates a policy, and answers a first preflight. The globals `origins` and `request` exist; the
   * module exports `answer`. If a library needs its framework to answer, the framework is part of the module.
   */
  readonly start?: string;
  /** The folder whose packages the modules import. */
  readonly folder: string;
}

const FOLDER = fileURLToPath(new URL(".", import.meta.url));
const METHODS = `["GET", "HEAD", "PUT", "PATCH", "POST", "DELETE"]`;
const HEADERS = `["Content-Type", "Authorization"]`;

/** The options of libraries with the names of the package `cors`. */
const OPTIONS = `{ origin: origins, credentials: true, methods: ${METHODS}, allowedHeaders: ${HEADERS}, maxAge: 7200 }`;
const HELLO = `() => new Response("hello")`;

const libraries: readonly Omit<Library, "folder">[] = [
  {
    name: "hono/cors",
    exports: `export { cors } from "hono/cors";`,
    start: `import { Hono } from "hono";
      import { cors } from "hono/cors";
      const app = new Hono();
      app.use(cors({ origin: origins, credentials: true, allowMethods: ${METHODS}, allowHeaders: ${HEADERS}, maxAge: 7200 }));
      app.all("*", ${HELLO});
      export const answer = app.fetch(request);`,
  },
  {
    name: "h3: handleCors",
    exports: `export { handleCors } from "h3";`,
    start: `import { H3, handleCors } from "h3";
      const app = new H3();
      const options = { origin: origins, credentials: true, methods: ${METHODS}, allowHeaders: ${HEADERS}, exposeHeaders: [], maxAge: "7200" };
      app.use((event) => handleCors(event, options) || undefined);
      app.all("/**", ${HELLO});
      export const answer = app.fetch(request);`,
  },
  {
    name: "itty-router: cors",
    exports: `export { cors } from "itty-router";`,
    start: `import { cors } from "itty-router";
      const { preflight } = cors({ origin: origins, credentials: true, allowMethods: ${METHODS}, allowHeaders: ${HEADERS}, maxAge: 7200 });
      export const answer = preflight(request);`,
  },
  {
    name: "@remix-run/cors-middleware",
    exports: `export { cors } from "@remix-run/cors-middleware";`,
    start: `import { cors } from "@remix-run/cors-middleware";
      const middleware = cors(${OPTIONS});
      export const answer = middleware({ request, headers: request.headers, method: request.method }, ${HELLO});`,
  },
  {
    name: "remix-utils/middleware/cors",
    exports: `export { createCorsMiddleware } from "remix-utils/middleware/cors";`,
    start: `import { createCorsMiddleware } from "remix-utils/middleware/cors";
      const [middleware] = createCorsMiddleware(${OPTIONS});
      export const answer = middleware({ request }, async () => new Response(null, { status: 204 }));`,
  },
  {
    name: "@whatwg-node/server: useCORS",
    exports: `export { useCORS } from "@whatwg-node/server";`,
    start: `import { createServerAdapter, useCORS } from "@whatwg-node/server";
      const adapter = createServerAdapter(${HELLO}, { plugins: [useCORS(${OPTIONS})] });
      export const answer = adapter.fetch(request);`,
  },
  {
    name: "@elysiajs/cors",
    exports: `export { cors } from "@elysiajs/cors";`,
    external: ["elysia"],
    start: `import { Elysia } from "elysia";
      import { cors } from "@elysiajs/cors";
      const app = new Elysia().use(cors(${OPTIONS})).all("*", ${HELLO});
      export const answer = app.fetch(request);`,
  },
  {
    name: "cors",
    exports: `export { default } from "cors";`,
    start: `import cors from "cors";
      const headers = { origin: request.headers.get("origin") };
      const answered = {};
      const res = {
        statusCode: 200,
        getHeader: (name) => answered[name.toLowerCase()],
        setHeader: (name, value) => void (answered[name.toLowerCase()] = value),
        end() {},
      };
      cors(${OPTIONS})({ method: "OPTIONS", headers }, res, () => {});
      export const answer = new Response(null, { status: res.statusCode, headers: answered });`,
  },
  { name: "@fastify/cors", exports: `export { default } from "@fastify/cors";` },
];

/** The libraries of the peers. */
export const PEER_LIBRARIES: readonly Library[] = libraries.map((library) => ({ ...library, folder: FOLDER }));
