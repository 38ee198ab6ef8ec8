/** Each export refuses what its server cannot express, with every reason at once. */
import type { CorsPolicy } from "@fetch-cors/core";
import { expect, test } from "vitest";
import {
  definePolicy,
  ExportError,
  type NginxOptions,
  toApache,
  toCaddy,
  toEnvoy,
  toHaproxy,
  toNginx,
} from "../src/index.ts";

const reasonsOf = (run: () => unknown): string => {
  try {
    run();
    return "";
  } catch (error) {
    if (error instanceof ExportError) return error.message;
    throw error;
  }
};

const APP = ["https://app.example.com"];

test("the exposure of all headers needs njs, HAProxy or Envoy", () => {
  const policy = definePolicy({ origin: APP, credentials: true, exposedHeaders: ["*"] });
  expect(reasonsOf(() => toNginx(policy))).toContain('only with njs; pass { module: "njs" }');
  expect(reasonsOf(() => toApache(policy))).toContain("Cannot export the CORS policy to Apache:\n- exposedHeaders: ");
  expect(reasonsOf(() => toCaddy(policy))).toContain("Caddy cannot list the headers of a response");
  expect(toNginx(policy, { module: "njs" }).files.map(({ file }) => file)).toEqual(["cors.js"]);
  expect(toHaproxy(policy).parts[0]?.content).toContain("res.hdr_names");
  expect(toEnvoy(policy).parts[0]?.content).toContain("merge(");
});

test("Apache starts with some statuses only", () => {
  for (const preflightStatus of [200, 204, 206, 226]) toApache({ origin: "*", preflightStatus });
  for (const preflightStatus of [207, 250, 299]) {
    expect(reasonsOf(() => toApache({ origin: "*", preflightStatus }))).toContain("write one of 200, 201");
    for (const toServer of [toNginx, toCaddy, toHaproxy, toEnvoy]) toServer({ origin: "*", preflightStatus });
  }
});

test("all reasons come at once, those of the server too", () => {
  const options = { origin: () => true, credentials: true, exposedHeaders: ["*"], preflightStatus: 250 } as const;
  const message = reasonsOf(() => toApache(definePolicy(options)));
  expect(message.split("\n- ").map((line) => line.split(":")[0])).toEqual([
    "Cannot export the CORS policy to Apache",
    "origin",
    "exposedHeaders",
    "preflightStatus",
  ]);
});

test("a policy function is refused by every server", () => {
  const choose = (() => definePolicy({ origin: "*" })) as unknown as CorsPolicy;
  for (const toServer of [toNginx, toApache, toCaddy, toHaproxy, toEnvoy]) {
    expect(reasonsOf(() => toServer(choose))).toContain("export each policy that it returns");
  }
});

test("nginx refuses modules and protocols that it does not have", () => {
  const options = { module: "lua", upstream: ["proxy", "http"] } as unknown as NginxOptions;
  const message = reasonsOf(() => toNginx({ origin: "*" }, options));
  expect(message).toContain('options.module: Write "njs", or leave it out');
  expect(message).toContain("options.upstream: Write some of proxy, fastcgi, grpc, scgi, uwsgi");
});
