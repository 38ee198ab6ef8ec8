/** Serves the API on the port in the environment: `deno run --allow-net --allow-env=PORT main.ts`. */
import api from "./api.ts";

Deno.serve(
  {
    port: Number(Deno.env.get("PORT") ?? 8000),
    onListen: ({ port }) => console.log(`The API listens on http://localhost:${port}`),
  },
  api.fetch,
);
