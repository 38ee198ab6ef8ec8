/** `verify` finds the mistakes of Express servers. */
import { expect, test } from "vitest";
import { EXPRESS_MISTAKES } from "./servers/express-mistakes.ts";
import { startNodeServer } from "./servers/node-server.ts";
import { STRICT } from "./servers/policies.ts";
import { kindsOf, verifyServer } from "./servers/verify-server.ts";

test.each(EXPRESS_MISTAKES)("$server $mistake", async ({ app, finds }) => {
  const server = await startNodeServer(app());
  const report = await verifyServer(server.url, STRICT);
  await server.stop();
  expect(kindsOf(report)).toContain(finds);
});
