/** The parts and files of each server, and how they depend on the policy and the options. */
import { definePolicy } from "@fetch-cors/core";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ExportError, type ServerConfiguration, toApache, toCaddy, toEnvoy, toHaproxy, toNginx } from "../src/index.ts";
import { anyOptions } from "./servers/policies.ts";

const APP = "https://app.example.com";
const tenants = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `https://tenant-${index}.example.com`);
const textOf = ({ parts }: ServerConfiguration): string => parts.map(({ content }) => content).join("\n");

test("the same policy gives the same configuration", () => {
  const policy = definePolicy({ origin: [APP, "https://*.example.com"], credentials: true });
  for (const toServer of [toNginx, toApache, toCaddy, toHaproxy, toEnvoy]) {
    expect(toServer(policy)).toEqual(toServer(definePolicy(policy.options)));
  }
});

test("every policy is exported whole, or refused", () => {
  let refused = 0;
  for (const options of fc.sample(anyOptions, { seed: 1, numRuns: 300 })) {
    for (const toServer of [toNginx, toApache, toCaddy, toHaproxy, toEnvoy]) {
      try {
        expect(textOf(toServer(definePolicy(options)))).not.toMatch(/undefined|\[object/);
      } catch (error) {
        if (!(error instanceof ExportError)) throw error;
        refused += 1;
      }
    }
  }
  expect(refused).toBeGreaterThan(100);
  expect(refused).toBeLessThan(600);
});

test("each server has its parts, and files for long lists", () => {
  const shapes = [toNginx, toApache, toCaddy, toHaproxy, toEnvoy].map((toServer) => {
    const { server, parts, files } = toServer({ origin: tenants(1001) }, { directory: "/etc/cors" });
    return [server, parts.map(({ file }) => file).join(" "), files.map(({ file }) => file).join(" ")];
  });
  expect(shapes).toEqual([
    ["nginx", "cors-http.conf cors-server.conf cors-location.conf", "cors-origins.map"],
    ["apache", "cors-virtual-host.conf", "cors-origins.txt"],
    ["caddy", "cors-site.caddy cors-errors.caddy", ""],
    ["haproxy", "cors-frontend.cfg", "cors-origins.lst"],
    ["envoy", "cors-filter.yaml", "cors.lua"],
  ]);
});

describe("nginx", () => {
  test("includes a long list from the directory, with tables of its size", () => {
    const { parts, files } = toNginx({ origin: tenants(1001) }, { directory: "/etc/nginx/cors" });
    expect(parts[0]?.content).toContain("include /etc/nginx/cors/cors-origins.map;");
    expect(parts[0]?.content).toContain("map_hash_max_size 2048;\nmap_hash_bucket_size 64;");
    expect(files[0]?.content).toContain('"https://tenant-1000.example.com" 1;\n');
    const long = toNginx({ origin: [...tenants(1001), `https://${"a".repeat(60)}.example.com`] });
    expect(long.parts[0]?.content).toContain("map_hash_bucket_size 128;");
    expect(long.parts[0]?.content).toContain("include cors-origins.map;");
  });

  test("hides the headers of every kind of upstream", () => {
    const text = textOf(toNginx({ origin: "*" }, { upstream: ["fastcgi", "grpc"] }));
    expect(text).toContain("fastcgi_hide_header Access-Control-Allow-Origin;");
    expect(text).toContain("grpc_hide_header Access-Control-Max-Age;");
    expect(text).not.toContain("proxy_hide_header");
    expect(textOf(toNginx({ origin: "*" }, { upstream: "uwsgi" }))).toContain("uwsgi_hide_header");
  });

  test("lets a location add headers of its own from 1.29.3 on", () => {
    expect(textOf(toNginx({ origin: "*" }, { version: "1.29.2" }))).not.toContain("add_header_inherit");
    expect(textOf(toNginx({ origin: "*" }, { version: "1.29.3" }))).toContain("add_header_inherit merge;");
    expect(textOf(toNginx({ origin: "*" }, { version: "1.30" }))).toContain("add_header_inherit merge;");
  });

  test("imports njs, which sets the header only if all headers are exposed", () => {
    const plain = toNginx({ origin: "*" }, { module: "njs", directory: "/etc/nginx" });
    expect(textOf(plain)).toContain("js_import cors from /etc/nginx/cors.js;");
    expect(plain.files[0]?.content).not.toContain("Expose");
    const all = toNginx({ origin: [APP], credentials: true, exposedHeaders: ["*", "ETag"] }, { module: "njs" });
    expect(all.files[0]?.content).toContain('["ETag","Vary"]');
  });
});

test("Apache reads a long list from a DBM file", () => {
  const { parts, files } = toApache({ origin: tenants(1001) }, { directory: "/etc/apache2" });
  expect(parts[0]?.content).toContain('RewriteMap cors_origins "dbm=sdbm:/etc/apache2/cors-origins.dbm"');
  expect(files[0]?.purpose).toContain("httxt2dbm");
  expect(files[0]?.content).toContain("https://tenant-7.example.com 1\n");
});

test("Caddy takes a listed origin of any length, though patterns end at 512 bytes", () => {
  const long = `https://${"label.".repeat(90)}example.com`;
  expect(textOf(toCaddy({ origin: [long, "https://*.example.com"] }))).toContain(
    `|| {http.vars.cors_origin} == "${long}"`,
  );
});

test("Envoy reads a long list from a file of Lua", () => {
  const { parts, files } = toEnvoy({ origin: tenants(1001) }, { directory: "/etc/envoy" });
  expect(parts[0]?.content).toContain("filename: /etc/envoy/cors.lua\n");
  expect(files[0]?.content).toContain("https://tenant-7.example.com\n");
  expect(textOf(toEnvoy({ origin: [APP] }))).toContain("inline_string: |");
});
