// Routes with missing files and a `fetch`: with a policy, and with Bun alone.
import { withCors } from "../../src/index.ts";
import { options, policy } from "./policy.ts";

/** No test creates this file. */
const MISSING = Bun.file(`${import.meta.dir}/missing.txt`);

const routedToNothing = {
  ...options,
  routes: {
    "/file": MISSING,
    "/method": { GET: MISSING as never },
    "/response": new Response(MISSING, { status: 201, headers: { "X-Static": "1" } }),
    "/folder": Bun.file(import.meta.dir),
  },
  async fetch(this: unknown, request: Request, server: Bun.Server<undefined>): Promise<Response> {
    if (request.headers.has("X-Fail")) throw new Error("fetch fails");
    const headers = { "X-This": `${this === server}` };
    return new Response(`${request.method} ${await request.text()} by fetch`, { status: 203, headers });
  },
  error: (cause: Error) => new Response(`by error: ${cause.message}`, { status: 503 }),
};
export const missing = Bun.serve(withCors(routedToNothing, policy));
export const missingWithoutPolicy = Bun.serve(routedToNothing);
