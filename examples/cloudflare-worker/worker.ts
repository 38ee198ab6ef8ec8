// A module worker for Cloudflare, as `wrangler deploy` accepts it.
import { type CorsPolicy, definePolicy, withCors } from "@fetch-cors/core";

interface Env {
  /** A variable of the worker: the allowed origins, separated by spaces. */
  readonly ALLOWED_ORIGINS?: string;
}

/**
 * A worker gets its variables with each request. The first request compiles the policy, and it is compiled again only
 * if
 * the variable changes. A missing or invalid value fails the request, and the log shows what to write.
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
  // The page can read the 500, because the policy applies to errors too.
  if (pathname === "/api/broken") throw new Error("out of order");
  return new Response("Not found", { status: 404 });
}

export default {
  // The handler and the policy function also receive `env` and `ctx`.
  fetch: withCors(
    (request: Request, _env: Env, _ctx: ExecutionContext) => handle(request),
    (_request, env) => policyOf(env),
  ),
} satisfies ExportedHandler<Env>;
