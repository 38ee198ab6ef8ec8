import { describe, expect, test } from "vitest";
import { PacedNetwork, type PacedNetworkOptions } from "../../src/audit/paced-network.ts";
import { NotSentError } from "../../src/permission.ts";
import { createTransport } from "../../src/transport/create-transport.ts";
import { answering, listen, type RunningServer, type Said } from "./servers/server.ts";

const URL_OF = ({ port }: RunningServer): string => `http://127.0.0.1:${port}/me`;

/** Sends requests to a server that gives these answers in turn, and then 200. */
async function withAnswers(
  answers: readonly Said[],
  use: (send: (request: Request) => Promise<{ status: number }>, url: string, seen: string[]) => Promise<void>,
  options: Partial<PacedNetworkOptions> = {},
): Promise<void> {
  const seen: string[] = [];
  const waiting = [...answers];
  const server = await answering(({ method }) => {
    seen.push(method);
    return waiting.shift() ?? { body: "{}" };
  })();
  const transport = createTransport();
  const network = new PacedNetwork({
    network: transport.network,
    target: new URL(URL_OF(server)),
    rate: Number.POSITIVE_INFINITY,
    send: false,
    longestWait: 2,
    signal: new AbortController().signal,
    ...options,
  });
  try {
    await use((request) => network.send(request), URL_OF(server), seen);
  } finally {
    await transport.close();
    await server.close();
  }
}

describe("PacedNetwork", () => {
  test("waits for as long as Retry-After says, in seconds", async () => {
    await withAnswers([{ status: 503, headers: { "Retry-After": "1" } }], async (send, url, seen) => {
      const start = performance.now();
      expect((await send(new Request(url))).status).toBe(200);
      expect(performance.now() - start).toBeGreaterThan(950);
      expect(seen).toEqual(["GET", "GET"]);
    });
  });

  test("waits until the date in Retry-After", async () => {
    const date = new Date(Date.now() + 1500).toUTCString();
    await withAnswers([{ status: 429, headers: { "Retry-After": date } }], async (send, url) => {
      expect((await send(new Request(url))).status).toBe(200);
      expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(date) - 50);
    });
  });

  test("gives up if the server asks for more patience than there is", async () => {
    await withAnswers([{ status: 503, headers: { "Retry-After": "3600" } }], async (send, url) => {
      await expect(send(new Request(url))).rejects.toThrow(
        /status 503 and a Retry-After of 3600 seconds; try again later/,
      );
    });
  });

  test("takes a 503 for the answer that stays", async () => {
    const busy = { status: 503, headers: { "Retry-After": "0" } };
    await withAnswers(Array(9).fill(busy), async (send, url, seen) => {
      expect((await send(new Request(url))).status).toBe(503);
      expect(seen).toHaveLength(4);
    });
  });

  test.each(["POST", "PUT", "PATCH", "DELETE"])("does not send %s", async (method) => {
    await withAnswers([], async (send, url, seen) => {
      await expect(send(new Request(url, { method }))).rejects.toThrow(NotSentError);
      expect(seen).toEqual([]);
    });
  });

  test("sends POST, and no other unsafe method, with permission", async () => {
    await withAnswers(
      [],
      async (send, url, seen) => {
        await send(new Request(url, { method: "POST" }));
        await expect(send(new Request(url, { method: "DELETE" }))).rejects.toThrow(NotSentError);
        expect(seen).toEqual(["POST"]);
      },
      { send: true },
    );
  });

  test("contacts no other host", async () => {
    await withAnswers([], async (send) => {
      await expect(send(new Request("http://localhost:1/"))).rejects.toThrow(/does not contact localhost/);
    });
  });

  test("keeps the rate", async () => {
    await withAnswers(
      [],
      async (send, url) => {
        const start = performance.now();
        for (let count = 0; count < 6; count += 1) await send(new Request(url));
        expect(performance.now() - start).toBeGreaterThan(240);
      },
      { rate: 20 },
    );
  });

  test("opens a connection again that the server has closed", async () => {
    let count = 0;
    const server = await listen((request, response) => {
      count += 1;
      if (count === 1) request.socket.destroy();
      else response.end();
    });
    const transport = createTransport();
    const network = new PacedNetwork({
      network: transport.network,
      target: new URL(URL_OF(server)),
      rate: 1000,
      send: false,
      longestWait: 1,
      signal: new AbortController().signal,
    });
    expect((await network.send(new Request(URL_OF(server)))).status).toBe(200);
    await transport.close();
    await server.close();
  });
});
