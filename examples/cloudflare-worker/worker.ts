// A module worker for Cloudflare: what `wrangler deploy` would take as it is.
import { type CorsPolicy, definePolicy, withCors } from "@fetch-cors/core";

interface Env {
  /** A variable of the worker: the allowed origins, with spaces between them. */
  readonly ALLOWED_ORIGINS?: string;
}

/**
 * A worker sees its variables with a request, and not before. So the policy is compiled with the first one, and once
 * more only where the variable has changed. A missing or wrong value fails that request, and the log says what to write.
 */
let compiled: { readonly from: string; readonly policy: CorsPolicy } | undefined;

function policyOf({ ALLOWED_ORIGINS: from = "" }: Env): CorsPolicy {
  if (compiled?.from !== from) {
    const origin = from.split(/[\s,]+/).filter(Boolean);
    compiled = { from, policy: definePolicy({ origin, credentials: true }) };
  }
  return compiled.policy;
}

const users = [{ id: 7, name: "Ada" }];

async function handle(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === "/api/users") return Response.json(users);
  if (pathname === "/api/users/7" && request.method === "PUT") {
    return Response.json({ ...(await request.json<object>()), id: 7 });
  }
  // The page can read this as a 500: the policy stands around errors too.
  if (pathname === "/api/broken") throw new Error("out of order");
  return new Response("Not found", { status: 404 });
}

export default {
  // `env` and `ctx` are passed on to the handler and to the function that chooses the policy.
  fetch: withCors(
    (request: Request, _env: Env, _ctx: ExecutionContext) => handle(request),
    (_request, env) => policyOf(env),
  ),
} satisfies ExportedHandler<Env>;
