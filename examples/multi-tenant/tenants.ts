/** The policy of each tenant: its allowed origins are rows in a database, and change while the server runs. */
import { Database } from "bun:sqlite";
import { CorsConfigError, definePolicy } from "@fetch-cors/bun";
import { LRUCache } from "lru-cache";

type Policy = ReturnType<typeof definePolicy>;

const database = new Database(process.env["DATABASE"] ?? "tenants.sqlite", { create: true, strict: true });
// Others may read and write while this server does: an import, a console, a second server.
database.run("PRAGMA journal_mode = WAL");
database.run("PRAGMA busy_timeout = 1000");
database.run(
  "CREATE TABLE IF NOT EXISTS allowed_origin (tenant TEXT, origin TEXT, PRIMARY KEY (tenant, origin)) STRICT",
);

const select = database.query<{ origin: string }, [string]>("SELECT origin FROM allowed_origin WHERE tenant = ?");
const insert = database.query("INSERT OR IGNORE INTO allowed_origin VALUES (?, ?)");
const remove = database.query("DELETE FROM allowed_origin WHERE tenant = ? AND origin = ?");

/** A list cannot be empty, as that is a mistake elsewhere; so a predicate says no. */
const NOBODY = definePolicy({ origin: () => false });

/**
 * Compiled policies: compiling takes far longer than deciding. At most 1000, so that many tenants do not fill the memory,
 * and for at most a second, as nobody tells us what others write into the database.
 */
const policies = new LRUCache<string, Policy>({ max: 1000, ttl: 1000 });

/** The policy of a tenant; nobody is allowed where there is no such tenant, or where its rows cannot be used. */
export function policyOf(tenant: string): Policy {
  const cached = policies.get(tenant);
  if (cached) return cached;
  const origins = select.all(tenant).map(({ origin }) => origin);
  // Not kept: anybody can make up names of tenants, and would push the real ones out.
  if (origins.length === 0) return NOBODY;
  const policy = compile(tenant, origins);
  policies.set(tenant, policy);
  return policy;
}

function compile(tenant: string, origins: readonly string[]): Policy {
  try {
    // Where tenants write their origins themselves, pass an `isPublicSuffix` that knows the whole Public Suffix List.
    return definePolicy({ origin: origins, credentials: true });
  } catch (error) {
    if (!(error instanceof CorsConfigError)) throw error;
    // One bad row must neither end the server nor open it. The log says which row it is, and what to write instead.
    console.error(`tenant ${tenant}: ${error.message}`);
    return NOBODY;
  }
}

/**
 * Allows one more origin, from the next request on.
 *
 * @throws {CorsConfigError} Where no policy can have it: then nothing is written.
 */
export function allow(tenant: string, origin: string): void {
  definePolicy({ origin: [origin], credentials: true });
  insert.run(tenant, origin);
  policies.delete(tenant);
}

/** Takes an origin away, from the next request on. */
export function disallow(tenant: string, origin: string): void {
  remove.run(tenant, origin);
  policies.delete(tenant);
}
