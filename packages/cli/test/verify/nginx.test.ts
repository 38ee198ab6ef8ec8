/** `verify` finds the mistakes in configurations of nginx. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeInstalled } from "../../../export/test/servers/installed.ts";
import { nginx, nginxConfiguration } from "../../../export/test/servers/programs.ts";
import { freePorts, makeDirectory, type Running, run } from "../../../export/test/servers/server-program.ts";
import { NGINX_MISTAKES, nginxServer } from "./servers/nginx-mistakes.ts";
import { startNodeServer, type TestServer } from "./servers/node-server.ts";
import { STRICT } from "./servers/policies.ts";
import { upstream } from "./servers/upstream.ts";
import { kindsOf, verifyServer } from "./servers/verify-server.ts";

describeInstalled(nginx, () => {
  let ports: readonly number[];
  let api: TestServer;
  let server: Running;
  beforeAll(async () => {
    api = await startNodeServer(upstream);
    ports = await freePorts(NGINX_MISTAKES.length + 1);
    const directory = makeDirectory();
    writeFileSync(join(directory, "users"), "");
    const apiPort = Number(new URL(api.url).port);
    const servers = [{ change: {} }, ...NGINX_MISTAKES].map(({ change }, index) =>
      nginxServer(`s${index}`, ports[index] ?? 0, apiPort, change),
    );
    server = await run(nginx, nginxConfiguration(servers.join("\n")), ports, directory);
  });
  afterAll(async () => {
    await server?.stop();
    await api?.stop();
  });

  test("a configuration without a mistake", async () => {
    expect(kindsOf(await verifyServer(`http://127.0.0.1:${ports[0]}/users`, STRICT))).toEqual([]);
  });

  test.each(NGINX_MISTAKES.map((one, index) => ({ ...one, index })))("$mistake", async ({ finds, index }) => {
    const report = await verifyServer(`http://127.0.0.1:${ports[index + 1]}/users`, STRICT);
    expect(kindsOf(report)).toContain(finds);
  });
});
