import { fileURLToPath } from "node:url";
import { type Library, PEER_LIBRARIES } from "@fetch-cors/peers/libraries";

const FOLDER = fileURLToPath(new URL(".", import.meta.url));

const OWN: readonly Omit<Library, "folder">[] = [
  {
    name: "@fetch-cors/core: withCors",
    exports: `export { withCors } from "@fetch-cors/core";`,
    start: `import { withCors } from "@fetch-cors/core";
      const policy = {
        origin: origins,
        credentials: true,
        methods: ["GET", "HEAD", "PUT", "PATCH", "POST", "DELETE"],
        allowedHeaders: ["Content-Type", "Authorization"],
        maxAge: 7200,
      };
      export const answer = withCors(() => new Response("hello"), policy)(request);`,
  },
  { name: "@fetch-cors/core: everything", exports: `export * from "@fetch-cors/core";` },
  ...["bun", "deno", "fastify", "hono", "next", "node"].map((adapter) => ({
    name: `@fetch-cors/${adapter}, on top of core`,
    exports: `export * from "@fetch-cors/${adapter}";`,
    external: ["@fetch-cors/core", "@fetch-cors/core/*", "fastify", "hono", "next", "bun"],
  })),
];

/** Our packages and the peers. */
export const LIBRARIES: readonly Library[] = [
  ...OWN.map((library) => ({ ...library, folder: FOLDER })),
  ...PEER_LIBRARIES,
];

/** The baselines of a cold start: an empty module, and a module that only creates the response. */
export const BASELINES: readonly Required<Pick<Library, "name" | "start" | "folder">>[] = [
  { name: "empty process", start: "export const answer = undefined;", folder: FOLDER },
  {
    name: "bare Response",
    start: `const headers = { "Access-Control-Allow-Origin": request.headers.get("origin") };
      export const answer = new Response(null, { status: 204, headers });`,
    folder: FOLDER,
  },
];
