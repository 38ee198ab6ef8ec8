// Starts the example like a user, changes its database while it runs, and sends requests from browsers.
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createBrowser } from "@fetch-cors/browser";
import { type StartedProcess, startProcess } from "@fetch-cors/conformance/runtime";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const cwd = fileURLToPath(new URL("..", import.meta.url));
const [command = "", ...args] = JSON.parse(readFileSync(`${cwd}/package.json`, "utf8")).scripts.start.split(" ");
const bun = `${cwd}/node_modules/.bin/${command}`;
const folder = mkdtempSync(join(tmpdir(), "fetch-cors-tenants-"));
const env = { PORT: "0", NO_COLOR: "1", DATABASE: join(folder, "tenants.sqlite"), ADMIN_TOKEN: "secret" };

const ACME = "https://app.acme.example";
const GLOBEX = "https://app.globex.example";
const EVIL = "https://evil.example";

describe("the example for many tenants", () => {
  let server: StartedProcess;
  beforeAll(async () => {
    server = await startProcess(bun, args, { cwd, env });
    await administer("PUT", "acme", ACME);
    await administer("PUT", "globex", GLOBEX);
  });
  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true });
  });

  const administer = (method: "PUT" | "DELETE", tenant: string, origin: string, token = "secret") =>
    sendToAdmin(method, tenant, JSON.stringify({ origin }), token);
  const sendToAdmin = async (method: string, tenant: string, body: string, token = "secret") => {
    const headers = { Authorization: `Bearer ${token}` };
    const response = await fetch(`${server.url}/admin/${tenant}/origins`, { method, headers, body });
    return [response.status, await response.text()];
  };
  /** Writes to the database from another process. */
  const write = (sql: string) =>
    promisify(execFile)(
      bun,
      [
        "--eval",
        'const database = new (require("bun:sqlite").Database)(process.env.DATABASE);' +
          `database.run("PRAGMA busy_timeout = 1000"); database.run(${JSON.stringify(sql)});`,
      ],
      { env: { ...process.env, ...env } },
    );

  /**
   * Whether a page can read and change the data of a tenant; also without credentials, where a wildcard would allow it.
   */
  const verdict = async (origin: string, tenant: string): Promise<readonly boolean[]> => {
    const page = createBrowser({ origin, network: fetch });
    const can = async (method: string, credentials: RequestCredentials): Promise<boolean> => {
      try {
        const response = await page.fetch(`${server.url}/t/${tenant}/users`, { method, credentials });
        return ((await response.json()) as { tenant: string }).tenant === decodeURIComponent(tenant);
      } catch (error) {
        expect(error).toHaveProperty("code");
        return false;
      }
    };
    return [await can("GET", "include"), await can("DELETE", "include"), await can("GET", "omit")];
  };
  const YES = [true, true, true];
  const NO = [false, false, false];

  test("each tenant allows its own origins, and not those of another tenant", async () => {
    expect(await verdict(ACME, "acme")).toEqual(YES);
    expect(await verdict(GLOBEX, "globex")).toEqual(YES);
    expect(await verdict(ACME, "globex")).toEqual(NO);
    expect(await verdict(GLOBEX, "acme")).toEqual(NO);
    expect(await verdict(EVIL, "acme")).toEqual(NO);
  });

  test("a tenant that is unknown or misspelt allows no origin", async () => {
    for (const tenant of ["nobody", "ACME", "%61cme", "acme%2f..%2fglobex", "__proto__"]) {
      expect(await verdict(ACME, tenant), tenant).toEqual(NO);
    }
  });

  test("responses vary by Origin, even if no origin is allowed", async () => {
    for (const tenant of ["acme", "nobody"]) {
      const response = await fetch(`${server.url}/t/${tenant}/users`);
      expect([response.status, response.headers.get("Vary")]).toEqual([200, "Origin"]);
    }
  });

  test("an added origin is allowed at once, and a removed origin is denied at once", async () => {
    const preview = "https://pr-7.acme.example";
    expect(await verdict(preview, "acme")).toEqual(NO);
    expect(await administer("PUT", "acme", "https://*.acme.example")).toEqual([204, ""]);
    expect(await verdict(preview, "acme")).toEqual(YES);
    expect(await verdict(preview, "globex")).toEqual(NO);
    expect(await administer("DELETE", "acme", "https://*.acme.example")).toEqual([204, ""]);
    expect(await verdict(preview, "acme")).toEqual(NO);
    expect(await verdict(ACME, "acme")).toEqual(YES);
  });

  test("an invalid origin is not stored, and the response shows what to write", async () => {
    const [status, text] = await administer("PUT", "acme", "https://app.acme.example/");
    expect(status).toBe(422);
    expect(text).toContain('write \\"https://app.acme.example\\"');
    for (const origin of ["*", "null", "http://app.acme.example", "https://*.com", ""]) {
      expect((await administer("PUT", "acme", origin))[0], origin).toBe(422);
    }
    expect(await verdict(ACME, "acme")).toEqual(YES);
  });

  test("a body without an origin is rejected, and the response shows what to write", async () => {
    for (const body of ["null", "", "{", "[]", '"https://app.acme.example"', '{"origin":null}', '{"origin":["*"]}']) {
      for (const method of ["PUT", "DELETE"]) {
        const answer = await sendToAdmin(method, "acme", body);
        expect(answer, body).toEqual([422, '{"errors":["write { \\"origin\\": \\"https://app.example.com\\" }"]}']);
      }
    }
    expect(await verdict(ACME, "acme")).toEqual(YES);
  });

  test("a tenant that no request could reach is rejected", async () => {
    const errors = '{"errors":["a tenant name consists of a to z, 0 to 9 and -"]}';
    for (const tenant of ["AcMe", "a.b", "acme%2f", "caf%C3%A9", "__proto__"]) {
      expect(await administer("PUT", tenant, ACME), tenant).toEqual([422, errors]);
    }
  });

  test("a tenant cannot be changed without the token, nor by a page of another origin with it", async () => {
    expect((await administer("PUT", "acme", EVIL, "guess"))[0]).toBe(401);
    expect((await administer("PUT", "acme", EVIL, ""))[0]).toBe(401);
    const page = createBrowser({ origin: ACME, network: fetch });
    const init = { method: "PUT", headers: { Authorization: "Bearer secret" }, body: JSON.stringify({ origin: EVIL }) };
    await expect(page.fetch(`${server.url}/admin/acme/origins`, init)).rejects.toMatchObject({
      code: "missing-allow-origin",
    });
    expect(page.log.map(({ request }) => request.method)).toEqual(["OPTIONS"]);
    expect(await verdict(EVIL, "acme")).toEqual(NO);
  });

  test("changes by other processes take effect within about a second", async () => {
    expect(await verdict("https://other.example", "globex")).toEqual(NO);
    await write("INSERT INTO allowed_origin VALUES ('globex', 'https://other.example')");
    await expect.poll(() => verdict("https://other.example", "globex"), { timeout: 5000 }).toEqual(YES);
    await write("DELETE FROM allowed_origin WHERE origin = 'https://other.example'");
    await expect.poll(() => verdict("https://other.example", "globex"), { timeout: 5000 }).toEqual(NO);
  });

  test("a bad row denies the origins of its tenant only, and is logged with what to write", async () => {
    await administer("PUT", "initech", "https://app.initech.example");
    expect(await verdict("https://app.initech.example", "initech")).toEqual(YES);
    await write("INSERT INTO allowed_origin VALUES ('initech', '*')");
    await expect.poll(() => verdict("https://app.initech.example", "initech"), { timeout: 5000 }).toEqual(NO);
    expect(await verdict(EVIL, "initech")).toEqual(NO);
    expect(server.output()).toMatch(/tenant initech: Invalid CORS policy:\n- origin\[\d\]: "\*"/);
    expect(await verdict(ACME, "acme")).toEqual(YES);

    await write("DELETE FROM allowed_origin WHERE origin = '*'");
    await expect.poll(() => verdict("https://app.initech.example", "initech"), { timeout: 5000 }).toEqual(YES);
  });

  test("if the database fails, no origin is allowed, and the server continues", async () => {
    await write("ALTER TABLE allowed_origin RENAME TO gone");
    const answer = async (): Promise<unknown> => {
      const response = await fetch(`${server.url}/t/acme/users`, { headers: { Origin: ACME } });
      return [response.status, response.headers.get("Access-Control-Allow-Origin")];
    };
    await expect.poll(answer, { timeout: 5000 }).toEqual([500, null]);
    await write("ALTER TABLE gone RENAME TO allowed_origin");
    await expect.poll(() => verdict(ACME, "acme"), { timeout: 5000 }).toEqual(YES);
  });
});
