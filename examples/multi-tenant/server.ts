/** One API for many tenants. Each tenant chooses the origins that may read its data. */
import { timingSafeEqual } from "node:crypto";
import { CorsConfigError, withCors } from "@fetch-cors/bun";
import { allow, disallow, policyOf } from "./tenants.ts";

/** Reads the tenant from the raw path. A tenant with escapes is unknown, so no page can read the response. */
const tenantOf = (request: Request): string => /^\/t\/([a-z0-9-]+)\//.exec(new URL(request.url).pathname)?.[1] ?? "";

/** Whether `tenantOf` can find the name. No request could reach any other tenant. */
const isTenant = (name: string): boolean => /^[a-z0-9-]+$/.test(name);

/** Without a token in the environment there is no administrator. */
function isAdministrator(request: Request): boolean {
  const token = process.env["ADMIN_TOKEN"];
  const expected = Buffer.from(`Bearer ${token}`);
  const actual = Buffer.from(request.headers.get("Authorization") ?? "");
  return !!token && actual.length === expected.length && timingSafeEqual(actual, expected);
}

const refuse = (...errors: readonly string[]): Response => Response.json({ errors }, { status: 422 });

type AdminRequest = Request & { readonly params: { readonly tenant: string } };

const administer = (change: (tenant: string, origin: string) => void) => async (request: AdminRequest) => {
  if (!isAdministrator(request)) return Response.json({ error: "a valid token is required" }, { status: 401 });
  const { tenant } = request.params;
  if (!isTenant(tenant)) return refuse("a tenant name consists of a to z, 0 to 9 and -");
  const body = (await request.json().catch(() => null)) as { readonly origin?: unknown } | null;
  if (typeof body?.origin !== "string") return refuse('write { "origin": "https://app.example.com" }');
  try {
    change(tenant, body.origin);
  } catch (error) {
    if (!(error instanceof CorsConfigError)) throw error;
    return refuse(...error.issues.map(({ message }) => message));
  }
  return new Response(null, { status: 204 });
};

const server = Bun.serve(
  withCors(
    {
      port: process.env["PORT"] ?? 3000,
      development: false,
      routes: {
        "/t/:tenant/users": {
          GET: (request) => Response.json({ tenant: request.params.tenant, users: [{ id: 7, name: "Ada" }] }),
          DELETE: (request) => Response.json({ tenant: request.params.tenant, users: [] }),
        },
        // It belongs to no tenant, so no page of another origin can call it, even with the token.
        "/admin/:tenant/origins": { PUT: administer(allow), DELETE: administer(disallow) },
      },
    },
    // Called for every request, including preflights. If the database fails, it throws: a 500 without CORS headers.
    (request) => policyOf(tenantOf(request)),
  ),
);

console.log(`The API listens on http://localhost:${server.port}`);
