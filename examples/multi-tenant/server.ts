/** One API for many tenants, each of which says which origins may read its data. */
import { timingSafeEqual } from "node:crypto";
import { CorsConfigError, withCors } from "@fetch-cors/bun";
import { allow, disallow, policyOf } from "./tenants.ts";

/** From the path as it was sent. A tenant that is written with escapes is unknown, so nobody may read what it answers. */
const tenantOf = (request: Request): string => /^\/t\/([a-z0-9-]+)\//.exec(new URL(request.url).pathname)?.[1] ?? "";

/** A name that `tenantOf` can find; nobody could ever ask for another one. */
const isTenant = (name: string): boolean => /^[a-z0-9-]+$/.test(name);

/** Without a token in the environment nobody administers anything. */
function isAdministrator(request: Request): boolean {
  const token = process.env["ADMIN_TOKEN"];
  const expected = Buffer.from(`Bearer ${token}`);
  const given = Buffer.from(request.headers.get("Authorization") ?? "");
  return !!token && given.length === expected.length && timingSafeEqual(given, expected);
}

const refuse = (...errors: readonly string[]): Response => Response.json({ errors }, { status: 422 });

type AdminRequest = Request & { readonly params: { readonly tenant: string } };

const administer = (change: (tenant: string, origin: string) => void) => async (request: AdminRequest) => {
  if (!isAdministrator(request)) return Response.json({ error: "not for you" }, { status: 401 });
  const { tenant } = request.params;
  if (!isTenant(tenant)) return refuse("a tenant is written with a to z, 0 to 9 and -");
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
        // Of no tenant, so that its policy is nobody's: no page of another origin gets at it, whatever its token is.
        "/admin/:tenant/origins": { PUT: administer(allow), DELETE: administer(disallow) },
      },
    },
    // Asked for every request, preflights too. Where the database fails it throws: a 500 without CORS headers.
    (request) => policyOf(tenantOf(request)),
  ),
);

console.log(`The API answers on http://localhost:${server.port}`);
