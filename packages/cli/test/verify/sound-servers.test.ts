/** `verify` reports nothing where no page can observe a difference. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { describeInstalled } from "../../../export/test/servers/installed.ts";
import { apache, caddy, haproxy, nginx } from "../../../export/test/servers/programs.ts";
import {
  freePorts,
  makeDirectory,
  type Running,
  run,
  writeConfiguration,
} from "../../../export/test/servers/server-program.ts";
import { startNodeServer, type TestServer } from "./servers/node-server.ts";
import { PUBLIC, STRICT } from "./servers/policies.ts";
import { SOUND_SERVERS } from "./servers/sound-servers.ts";
import { upstream } from "./servers/upstream.ts";
import { kindsOf, verifyServer } from "./servers/verify-server.ts";

test.each(SOUND_SERVERS)("$server", async ({ policy, start }) => {
  const server = await start();
  const report = await verifyServer(server.url, policy, { origins: ["https://tenant-7.example"] });
  await server.stop();
  expect(kindsOf(report)).toEqual([]);
  expect(report.origins.allowed).toBeGreaterThan(0);
  expect(report.runs).toBeGreaterThan(100);
});

for (const program of [nginx, caddy, apache, haproxy]) {
  describeInstalled(program, () => {
    let ports: readonly number[];
    let api: TestServer;
    let server: Running;
    beforeAll(async () => {
      api = await startNodeServer(upstream);
      ports = await freePorts(2);
      const directory = makeDirectory();
      const sites = [STRICT, PUBLIC].map((policy, index) => {
        const configuration = program.toConfiguration(policy, { name: `cors${index}`, directory });
        writeConfiguration(configuration, directory);
        return { port: ports[index] ?? 0, upstream: Number(new URL(api.url).port), configuration };
      });
      server = await run(program, program.configure(sites, directory), ports, directory);
    });
    afterAll(async () => {
      await server?.stop();
      await api?.stop();
    });

    test.each([
      ["a strict", STRICT, 0],
      ["a public", PUBLIC, 1],
    ] as const)("with %s policy that was exported", async (_, policy, index) => {
      const { port } = new URL(`http://127.0.0.1:${ports[index]}`);
      // An upstream that is down is an error, too.
      const urls = [`http://127.0.0.1:${port}/users`, `http://127.0.0.1:${port}/down`];
      expect(kindsOf(await verifyServer(urls, policy))).toEqual([]);
    });
  });
}
