import type { IncomingMessage, ServerResponse } from "node:http";
import cors from "cors";
import { afterEach, describe, expect, test } from "vitest";
import { createBrowser, type Network } from "../src/index.ts";
import { fromNodeListener, type NodeNetwork } from "../src/node.ts";
import { API, browse, ORIGIN } from "./page.ts";

const open: NodeNetwork[] = [];
const networkOf = (listener: (incoming: IncomingMessage, outgoing: ServerResponse) => unknown): NodeNetwork => {
  const network = fromNodeListener(listener);
  open.push(network);
  return network;
};

afterEach(async () => {
  for (const network of open.splice(0)) await network.close();
});

const textOf = async (incoming: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
};

test("A listener answers a page, with cors in front of it", async () => {
  const middleware = cors({ origin: ORIGIN, credentials: true });
  const network: Network = networkOf((incoming, outgoing) =>
    middleware(incoming, outgoing, async () => {
      outgoing.setHeader("Content-Type", "application/json");
      outgoing.end(JSON.stringify([incoming.method, incoming.url, incoming.headers.host, await textOf(incoming)]));
    }),
  );
  const page = createBrowser({ origin: ORIGIN, network });
  const init = { method: "PUT", body: "hello", credentials: "include" } as const;
  const response = await page.fetch("https://api.example.com/users?q=1", init);
  expect(await response.json()).toEqual(["PUT", "/users?q=1", "api.example.com", "hello"]);
  expect(page.log.map(({ kind, verdict }) => `${kind} ${verdict}`)).toEqual(["preflight allowed", "actual shared"]);
});

describe("The network of a listener", () => {
  test("keeps every header line, and any status", async () => {
    const network = networkOf((_, outgoing) => {
      outgoing.writeHead(799, "Odd", [
        ...["Access-Control-Allow-Origin", "*", "access-control-allow-origin", "*"],
        ...["Set-Cookie", "a=1", "Set-Cookie", "b=2", "X-A", "\u00e9"],
      ]);
      outgoing.end("body");
    });
    const page = browse(network);
    await expect(page.fetch(API)).rejects.toMatchObject({ code: "multiple-allow-origin" });
    expect(page.log[0]?.response).toMatchObject({ status: 799, statusText: "Odd" });
    const lines = page.log[0]?.response?.headerLines.filter(([name]) => name !== "Date");
    expect(lines).toEqual([
      ["Access-Control-Allow-Origin", "*"],
      ["access-control-allow-origin", "*"],
      ["Set-Cookie", "a=1"],
      ["Set-Cookie", "b=2"],
      ["X-A", "\u00e9"],
    ]);
  });

  test("sends methods as the page writes them", async () => {
    const network = networkOf((incoming, outgoing) => outgoing.end(incoming.method));
    const send = async (method: string): Promise<number> =>
      (await browse(network).fetch(`${ORIGIN}/x`, { method })).status;
    expect(await send("PATCH")).toBe(200);
    // Node's parser does not know the method in lower case, as in production.
    expect(await send("patch")).toBe(400);
  });

  test("streams bodies both ways", async () => {
    const network = networkOf(async (incoming, outgoing) => {
      for await (const chunk of incoming) outgoing.write(chunk);
      outgoing.end();
    });
    const body = new Blob(["streamed ", "body"]).stream();
    const response = await browse(network).fetch("/", { method: "POST", body, duplex: "half" });
    expect(await response.text()).toBe("streamed body");
  });

  test.each([204, 304])("gives no body to status %i", async (status) => {
    const network = networkOf((_, outgoing) => outgoing.writeHead(status).end());
    expect((await browse(network).fetch("/")).body).toBe(null);
  });

  test("gives no body to HEAD", async () => {
    const network = networkOf((_, outgoing) => outgoing.end("body"));
    expect((await browse(network).fetch("/", { method: "HEAD" })).body).toBe(null);
  });

  test("fails if the listener ends the connection, and if the body fails", async () => {
    const broken = networkOf((incoming) => incoming.socket.destroy());
    await expect(browse(broken).fetch("/")).rejects.toMatchObject({ code: "network-error" });
    const waiting = networkOf((incoming) => void incoming.resume());
    const body = new ReadableStream({ start: (controller) => controller.error(new Error("no body")) });
    const failing = browse(waiting).fetch("/", { method: "POST", body, duplex: "half" });
    await expect(failing).rejects.toMatchObject({ code: "network-error" });
  });

  test("obeys the signal of the page", async () => {
    const network = networkOf(() => {});
    const page = browse(network);
    const response = page.fetch("/", { signal: AbortSignal.timeout(50) });
    await expect(response).rejects.toMatchObject({ name: "TimeoutError" });
  });

  test("ends with close(), and starts again with the next request", async () => {
    const network = networkOf((_, outgoing) => outgoing.end("hello"));
    await network.close();
    expect((await browse(network).fetch("/")).status).toBe(200);
    await network.close();
    await network.close();
    expect((await browse(network).fetch("/")).status).toBe(200);
  });
});
