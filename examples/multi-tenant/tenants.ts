/** The policy of each tenant. Its allowed origins are rows in a database, and can change while the server runs. */
import { Database } from "bun:sqlite";
import { CorsConfigError, definePolicy } from "@fetch-cors/bun";
import { LRUCache } from "lru-cache";

type Policy = ReturnType<typeof definePolicy>;

const database = new Database(process.env["DATABASE"] ?? "tenants.sqlite", { create: true, strict: true });
// Other processes can read and write at the same time: an import, a console, a second server.
database.run("PRAGMA journal_mode = WAL");
database.run("PRAGMA busy_timeout = 1000");
database.run(
  "CREATE TABLE IF NOT EXISTS allowed_origin (tenant TEXT, origin TEXT, PRIMARY KEY (tenant, origin)) STRICT",
);

const select = database.query<{ origin: string }, [string]>("SELECT origin FROM allowed_origin WHERE tenant = ?");
const insert = database.query("INSERT OR IGNORE INTO allowed_origin VALUES (?, ?)");
const remove = database.query("DELETE FROM allowed_origin WHERE tenant = ? AND origin = ?");

/** A predicate that denies every origin, because an empty list is an error. */
const DENY_ALL = definePolicy({ origin: () => false });

/**
 * The cache of compiled policies, because compiling takes far longer than deciding. It has at most 1000 entries, to
 * limit
 * the memory, which expire after a second, because other processes can change the database.
 */
const policies = new LRUCache<string, Policy>({ max: 1000, ttl: 1000 });

/** The policy of a tenant. It allows no origin if the tenant is unknown or its rows are invalid. */
export function policyOf(tenant: string): Policy {
  const cached = policies.get(tenant);
  if (cached) return cached;
  const origins = select.all(tenant).map(({ origin }) => origin);
  // Not cached: requests with invented tenants would evict real ones.
  if (origins.length === 0) return DENY_ALL;
  const policy = compile(tenant, origins);
  policies.set(tenant, policy);
  return policy;
}

function compile(tenant: string, origins: readonly string[]): Policy {
  try {
    // If tenants write their origins themselves, pass an `isPublicSuffix` with the complete Public Suffix List.
    return definePolicy({ origin: origins, credentials: true });
  } catch (error) {
    if (!(error instanceof CorsConfigError)) throw error;
    // A bad row must neither end the server nor open it. The log shows the row and what to write instead.
    console.error(`tenant ${tenant}: ${error.message}`);
    return DENY_ALL;
  }
}

/**
 * Allows an origin from the next request on.
 *
 * @throws {CorsConfigError} If no policy accepts the origin. Then nothing is written.
 */
export function allow(tenant: string, origin: string): void {
  definePolicy({ origin: [origin], credentials: true });
  insert.run(tenant, origin);
  policies.delete(tenant);
}

/** Removes an origin from the next request on. */
export function disallow(tenant: string, origin: string): void {
  remove.run(tenant, origin);
  policies.delete(tenant);
}
