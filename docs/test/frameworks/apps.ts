// The apps, each with a route that fails, a stream, a file and, where the framework has them, a WebSocket.
import { fileURLToPath } from "node:url";
import { type App, BUN, NODE, STREAM } from "./app.ts";

const [node = "", ...nodeArgs] = NODE;
const bin = (path: string): string => fileURLToPath(new URL(`../../node_modules/${path}`, import.meta.url));
const withPolicy = `import { definePolicy } from "@fetch-cors/core";
const policy = definePolicy({ origin: "https://app.example.com", credentials: true });`;

export const worker: App = {
  section: "Cloudflare Workers",
  recipe: "policy.ts",
  files: {
    "worker.ts": `import { withCors } from "@fetch-cors/core";
      import { policyOf } from "./policy.ts";
      const routes = {
        "/users": () => Response.json([{ id: 7 }]),
        "/broken": () => { throw new Error("out of order"); },
        "/stream": () => new Response(${STREAM}),
        "/ws": async (request, env) => {
          if (!(await policyOf(env).allowsOrigin(request.headers.get("Origin")))) return new Response(null, { status: 403 });
          const [client, server] = Object.values(new WebSocketPair());
          server.accept();
          server.addEventListener("message", ({ data }) => server.send(data));
          return new Response(null, { status: 101, webSocket: client });
        },
      };
      const handler = (request, env) =>
        routes[new URL(request.url).pathname]?.(request, env) ?? new Response("Not found", { status: 404 });
      export default { fetch: withCors(handler, (_request, env) => policyOf(env)) };`,
    "start.ts": `import { build } from "esbuild";
      import { Miniflare } from "miniflare";
      const { outputFiles } = await build({ entryPoints: ["worker.ts"], bundle: true, format: "esm", write: false });
      const worker = new Miniflare({
        modules: true, script: outputFiles[0].text, host: "127.0.0.1", port: Number(process.env.PORT),
        compatibilityDate: "2026-06-01", bindings: { ALLOWED_ORIGINS: "https://app.example.com" },
      });
      console.log(new URL(await worker.ready).origin);`,
  },
  start: ["npx", "tsx", "start.ts"],
};

export const svelteKit: App = {
  section: "SvelteKit",
  recipe: "src/hooks.server.ts",
  files: {
    "vite.config.js": `import adapter from "@sveltejs/adapter-node";
      import { sveltekit } from "@sveltejs/kit/vite";
      export default { plugins: [sveltekit({ adapter: adapter() })] };`,
    "src/app.html": "<html><head>%sveltekit.head%</head><body>%sveltekit.body%</body></html>",
    "src/routes/+page.svelte": "<p>home</p>",
    "src/routes/users/+server.js": "export const GET = () => Response.json([{ id: 7 }]);",
    "src/routes/broken/+server.js": 'export const GET = () => { throw new Error("out of order"); };',
    "src/routes/stream/+server.js": `export const GET = () => new Response(${STREAM});`,
    "static/a.txt": "a file",
  },
  build: ["vite/bin/vite.js", "build"],
  start: [node, ...nodeArgs, "build/index.js"],
};

export const reactRouter: App = {
  section: "React Router",
  recipe: "app/cors.ts",
  files: {
    "vite.config.js": `import { reactRouter } from "@react-router/dev/vite";
      export default { plugins: [reactRouter()] };`,
    "react-router.config.ts": "export default { ssr: true };",
    "app/root.tsx": `import { Outlet } from "react-router";
      import { cors } from "./cors";
      export const middleware = [cors];
      export default () => <html><body><Outlet /></body></html>;`,
    "app/routes.ts": `import { route } from "@react-router/dev/routes";
      export default [
        ...["users", "broken", "stream"].map((name) => route(name, \`routes/\${name}.ts\`)),
        route("*", "routes/not-found.ts"),
      ];`,
    "app/routes/users.ts": "export const loader = () => Response.json([{ id: 7 }]);",
    "app/routes/broken.ts": 'export const loader = () => { throw new Error("out of order"); };',
    "app/routes/stream.ts": `export const loader = () => new Response(${STREAM});`,
    "app/routes/not-found.ts": "export const loader = () => new Response(null, { status: 404 });",
    "public/a.txt": "a file",
  },
  build: ["@react-router/dev/bin.cjs", "build"],
  start: [node, ...nodeArgs, bin("@react-router/serve/bin.cjs"), "build/server/index.js"],
};

export const astro: App = {
  section: "Astro",
  recipe: "src/middleware.ts",
  files: {
    "astro.config.mjs": `import node from "@astrojs/node";
      export default { output: "server", adapter: node({ mode: "standalone" }) };`,
    "src/pages/index.astro": "<p>home</p>",
    "src/pages/users.ts": "export const GET = () => Response.json([{ id: 7 }]);",
    "src/pages/broken.ts": 'export const GET = () => { throw new Error("out of order"); };',
    "src/pages/stream.ts": `export const GET = () => new Response(${STREAM});`,
    "public/a.txt": "a file",
  },
  build: ["astro/bin/astro.mjs", "build"],
  start: [node, ...nodeArgs, "dist/server/entry.mjs"],
};

export const h3: App = {
  section: "h3",
  recipe: "cors.ts",
  files: {
    "start.ts": `${withPolicy}
      import { plugin as webSockets } from "crossws/server";
      import { defineWebSocketHandler, H3, serve, serveStatic } from "h3";
      import { cors } from "./cors.ts";
      const app = new H3();
      app.get("/users", () => [{ id: 7 }]);
      app.get("/broken", () => { throw new Error("out of order"); });
      app.get("/stream", () => ${STREAM});
      app.get("/a.txt", (event) => serveStatic(event, { getContents: () => "a file", getMeta: () => ({ size: 6 }) }));
      app.get("/ws", defineWebSocketHandler({
        async upgrade(request) {
          if (!(await policy.allowsOrigin(request.headers.get("Origin")))) throw new Response(null, { status: 403 });
        },
        message: (peer, message) => peer.send(message.text()),
      }));
      const resolve = async (request) => (await app.fetch(request)).crossws;
      const options = { port: process.env.PORT, hostname: "127.0.0.1", silent: true };
      const server = serve(app, { ...options, middleware: [cors], plugins: [webSockets({ resolve })] });
      console.log(new URL((await server.ready()).url).origin);`,
  },
  start: ["npx", "tsx", "start.ts"],
};

export const nitro: App = {
  section: "Nitro",
  recipe: "plugins/cors.ts",
  files: {
    "nitro.config.ts": `export default { serverDir: "./", preset: "node-server", plugins: ["./plugins/cors.ts"] };`,
    "routes/users.ts": "export default () => [{ id: 7 }];",
    "routes/broken.ts": 'export default () => { throw new Error("out of order"); };',
    "routes/stream.ts": `export default () => ${STREAM};`,
    "public/a.txt": "a file",
  },
  build: ["nitro/dist/cli/index.mjs", "build"],
  start: [node, ...nodeArgs, ".output/server/index.mjs"],
};

export const elysia: App = {
  section: "Elysia",
  recipe: "cors.ts",
  files: {
    "a.txt": "a file",
    "start.ts": `${withPolicy}
      import { Elysia, file } from "elysia";
      import { cors } from "./cors.ts";
      const app = cors(new Elysia())
        .get("/users", ({ server, set }) => {
          set.headers["access-control-allow-origin"] = "*";
          return server.port > 0 ? [{ id: 7 }] : [];
        })
        .get("/broken", () => { throw new Error("out of order"); })
        .get("/stream", () => new Response(${STREAM}))
        .get("/a.txt", () => file("a.txt"))
        .ws("/ws", {
          beforeHandle: async ({ request, status }) => {
            if (!(await policy.allowsOrigin(request.headers.get("Origin")))) return status(403);
          },
          message: (socket, message) => socket.send(message),
        })
        .listen({ hostname: "127.0.0.1", port: process.env.PORT });
      console.log(app.server.url.origin);`,
  },
  start: [BUN, "start.ts"],
};
