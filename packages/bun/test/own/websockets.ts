// WebSockets: the policy passes their handshake on, and the handler checks the origin.
import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import { expect, test } from "vitest";
import { type Address, APP, EVIL, send } from "../send.ts";

export function webSocketCases(at: Address): void {
  test("fetch can upgrade a handshake, with data and headers, without CORS headers", async () => {
    const { head, answer } = await exchange(await at("sockets", "/?name=fetch"), APP);
    expect(head).toMatch(/^HTTP\/1\.1 101 /);
    expect(head).toContain("X-Upgraded: 1");
    expect(head).not.toMatch(/^access-control-/im);
    expect(answer).toBe("fetch: hello");
  });

  test("a route can upgrade a handshake", async () => {
    expect((await exchange(await at("sockets", "/route"), EVIL)).answer).toBe("route: hello");
  });

  test("allowsOrigin can reject a handshake from a denied origin", async () => {
    const { head, answer } = await exchange(await at("sockets", "/?name=evil"), EVIL);
    expect([head.split("\r\n")[0], answer]).toEqual(["HTTP/1.1 403 Forbidden", undefined]);
    expect((await exchange(await at("sockets", "/?name=none"), undefined)).head).toMatch(/^HTTP\/1\.1 403 /);
  });

  test("a request that is not a handshake gets the handler's response, with CORS headers", async () => {
    const { status, all } = await send(await at("sockets", "/route"), { origin: APP });
    expect([status, all("access-control-allow-origin")]).toEqual([426, [APP]]);
  });
}

/** Opens a WebSocket and sends "hello". Returns the head of the handshake and the first message. */
function exchange(url: string, origin: string | undefined): Promise<{ head: string; answer: string | undefined }> {
  const { hostname, port, host, pathname, search } = new URL(url);
  const lines = [
    `GET ${pathname}${search} HTTP/1.1`,
    `Host: ${host}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`,
    ...(origin === undefined ? [] : [`Origin: ${origin}`]),
  ];
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    let head: string | undefined;
    const socket = connect(Number(port), hostname, () => socket.write(`${lines.join("\r\n")}\r\n\r\n`));
    socket.setTimeout(10_000, () => socket.destroy(new Error(`no answer after ${received.toString("latin1")}`)));
    socket.on("error", reject);
    socket.on("data", (chunk) => {
      received = Buffer.concat([received, chunk]);
      const end = received.indexOf("\r\n\r\n");
      if (head === undefined && end >= 0) {
        head = received.subarray(0, end).toString("latin1");
        received = received.subarray(end + 4);
        if (head.startsWith("HTTP/1.1 101 ")) socket.write(frame("hello"));
        else {
          socket.destroy();
          resolve({ head, answer: undefined });
        }
      }
      const length = received[1];
      if (head === undefined || length === undefined || received.length < 2 + length) return;
      socket.destroy();
      resolve({ head, answer: received.subarray(2, 2 + length).toString() });
    });
  });
}

/** A final text frame of fewer than 126 bytes, masked as required of clients (RFC 6455, section 5.3). */
function frame(text: string): Buffer {
  const mask = randomBytes(4);
  const payload = Buffer.from(text).map((byte, index) => byte ^ (mask[index % 4] ?? 0));
  return Buffer.concat([Buffer.from([0x81, 0x80 | payload.length]), mask, payload]);
}
