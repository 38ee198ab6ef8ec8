import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { definePolicy } from "@fetch-cors/core";
import { toCaddy, toNginx } from "@fetch-cors/export";
import { Ajv2020 } from "ajv/dist/2020.js";
import { beforeEach, describe, expect, test } from "vitest";
import schema from "../../schema/export.json" with { type: "json" };
import { runCli } from "../run-cli.ts";

const options = { origin: ["https://app.example.com", "https://*.preview.example.com"], credentials: true };

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "fetch-cors-export-"));
  file = write("cors.config.json", options);
});

function write(name: string, content: unknown): string {
  const path = join(directory, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

const isDescribed = (json: string): boolean => new Ajv2020().validate(schema, JSON.parse(json));

test("prints every part with its file name", async () => {
  const { status, stdout } = await runCli(["export", file, "--to", "nginx"]);
  const { parts } = toNginx(definePolicy(options));
  expect(stdout).toBe(parts.map((part) => `# ${part.file}\n${part.content}`).join("\n"));
  expect(status).toBe(0);
});

test("reads a policy in TypeScript", async () => {
  const path = write(
    "cors.config.ts",
    'import { definePolicy } from "@fetch-cors/core";\nconst origin: string = "https://app.example.com";\nexport default definePolicy({ origin });\n',
  );
  const { stdout } = await runCli(["export", path, "--to", "caddy"]);
  expect(stdout).toContain("# cors-site.caddy\n");
  expect(stdout).toContain("https://app.example.com");
});

test("passes the options of the export on", async () => {
  const args = [
    "--name",
    "shop",
    "--engine-version",
    "1.29.3",
    "--upstream",
    "proxy",
    "--upstream",
    "fastcgi",
    "--json",
  ];
  const { stdout } = await runCli(["export", file, "--to", "nginx", ...args]);
  expect(isDescribed(stdout)).toBe(true);
  const expected = toNginx(definePolicy(options), { name: "shop", version: "1.29.3", upstream: ["proxy", "fastcgi"] });
  expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify({ version: 1, ...expected })));
});

describe("--out", () => {
  test("writes each file, and leaves alone what is current", async () => {
    const out = join(directory, "nginx/cors");
    const first = await runCli(["export", file, "--to", "nginx", "--out", out]);
    expect(first).toMatchObject({ status: 0, stderr: "" });
    expect(first.stdout).toMatch(/^written {3}cors-http\.conf {6}in http \{ \}, once\n/);
    for (const part of toNginx(definePolicy(options)).parts) {
      expect(readFileSync(join(out, part.file), "utf8")).toBe(part.content);
    }
    expect((await runCli(["export", file, "--to", "nginx", "--out", out])).stdout).toMatch(
      /^unchanged cors-http\.conf/,
    );
  });

  test("writes data files, which are not printed", async () => {
    const many = write("many.json", {
      origin: Array.from({ length: 2000 }, (_, index) => `https://t${index}.example.com`),
    });
    const printed = await runCli(["export", many, "--to", "nginx"]);
    expect(printed.status).toBe(2);
    expect(printed.stderr).toContain("The configuration has data files, cors-origins.map; pass --out DIR");
    const out = join(directory, "out");
    await runCli(["export", many, "--to", "nginx", "--out", out, "--directory", "/etc/nginx/cors"]);
    expect(readdirSync(out)).toContain("cors-origins.map");
    expect(readFileSync(join(out, "cors-http.conf"), "utf8")).toContain("include /etc/nginx/cors/cors-origins.map;");
  });

  test("names a directory that cannot be written to", async () => {
    const { status, stderr } = await runCli(["export", file, "--to", "caddy", "--out", file]);
    expect(stderr).toContain(`${join(file, "cors-site.caddy")} cannot be read`);
    expect(status).toBe(2);
  });
});

describe("--check", () => {
  test("is 1 for a file that is missing or out of date, and writes nothing", async () => {
    const out = join(directory, "out");
    const check = () => runCli(["export", file, "--to", "caddy", "--out", out, "--check"]);
    expect(await check()).toMatchObject({ status: 1, stdout: expect.stringMatching(/^missing {3}cors-site\.caddy/) });
    await runCli(["export", file, "--to", "caddy", "--out", out]);
    expect(await check()).toMatchObject({ status: 0, stdout: expect.stringMatching(/^current {3}cors-site\.caddy/) });
    writeFileSync(join(out, "cors-site.caddy"), "# by hand\n");
    expect(await check()).toMatchObject({ status: 1, stdout: expect.stringMatching(/^outdated {2}cors-site\.caddy/) });
    expect(readFileSync(join(out, "cors-site.caddy"), "utf8")).toBe("# by hand\n");
    rmSync(join(out, "cors-errors.caddy"));
    const json = await runCli(["export", file, "--to", "caddy", "--out", out, "--check", "--json"]);
    expect(isDescribed(json.stdout)).toBe(true);
    expect(JSON.parse(json.stdout)).toEqual({
      version: 1,
      server: "caddy",
      files: toCaddy(definePolicy(options)).parts.map(({ file, place }) => ({
        file,
        place,
        state: file === "cors-errors.caddy" ? "missing" : "outdated",
      })),
    });
  });

  test("needs a directory", async () => {
    expect((await runCli(["export", file, "--to", "caddy", "--check"])).stderr).toContain("pass --out DIR");
  });
});

test("a policy that the server cannot express is refused with every reason", async () => {
  const path = write("cors.config.mjs", 'export default { origin: () => true, exposedHeaders: ["X-$a"] };');
  const { status, stdout, stderr } = await runCli(["export", path, "--to", "nginx", "--engine-version", "1.2"]);
  expect(stderr).toContain("fetch-cors: Cannot export the CORS policy to nginx:\n");
  expect(stderr).toContain("- origin: A server cannot call a predicate");
  expect(stderr).toContain('- exposedHeaders[0]: "X-$a" has characters');
  expect(stderr).toContain("- --engine-version: The oldest version that is supported is 1.22");
  expect([status, stdout]).toEqual([2, ""]);
});

test("an option that the server does not have is refused", async () => {
  const { status, stderr } = await runCli(["export", file, "--to", "caddy", "--module", "njs"]);
  expect(stderr).toContain("- --module: There is no such option; leave it out");
  expect(status).toBe(2);
});

test.each([
  [[], "There is no server; write --to with one of nginx, apache, caddy, haproxy, envoy"],
  [["--to", "iis"], '--to: "iis" is unknown'],
  [["--to", "nginx", "missing.ts"], "The policy file missing.ts does not exist"],
  [["--to", "nginx", "a.ts", "b.ts"], "export accepts one policy file; b.ts is a second argument"],
])("%j is wrong usage", async (args, message) => {
  const { status, stderr } = await runCli(["export", ...args]);
  expect(stderr).toContain(message);
  expect(status).toBe(2);
});
