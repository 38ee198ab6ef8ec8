// Runs the cases over a real socket, to show that they can be: that the report of the handler's runs arrives, that fetched
// responses really are, and that every case that cannot go over one says so.
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { withCors } from "@fetch-cors/core";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { cases, checkCase, conformanceApp } from "../src/index.ts";

const transportHeaders = ["connection", "content-length", "date", "keep-alive", "transfer-encoding"];

const app = conformanceApp(withCors, { upstream: () => base });
const server = createServer(async (incoming, outgoing) => {
  const { method = "GET", url, headersDistinct } = incoming;
  const request = new Request(`${base}${url}`, { method });
  for (const [name, values = []] of Object.entries(headersDistinct)) {
    for (const value of values) request.headers.append(name, value);
  }
  const { status, statusText, headers, body } = await app(request);
  outgoing.writeHead(status, statusText, [...headers].flat());
  if (body) Readable.fromWeb(body as Parameters<typeof Readable.fromWeb>[0]).pipe(outgoing);
  else outgoing.end();
});
let base = "";

beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => void server.close().closeAllConnections());
beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => undefined));

for (const testCase of cases) {
  const { id, name, inProcessOnly } = testCase;
  if (inProcessOnly) console.log(`not over a socket: ${id} (${inProcessOnly})`);
  test.skipIf(inProcessOnly)(`${id}: ${name}`, async () => {
    expect(await checkCase(testCase, fetch, { base, transportHeaders })).toEqual([]);
  });
}
