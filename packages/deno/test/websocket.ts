// Opens a WebSocket byte by byte (RFC 6455), because Node 20 has no client for one, and the tests check the handshake.
import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import { type ParsedResponse, parse } from "./exchange.ts";

/** Opens a WebSocket and sends a text of fewer than 126 bytes. Returns the handshake and the first message. */
export function exchangeMessage(
  url: string,
  origin: string,
  text: string,
): Promise<ParsedResponse & { readonly answer: string }> {
  const { hostname, port, host, pathname } = new URL(url);
  const lines = [
    `GET ${pathname} HTTP/1.1`,
    `Host: ${host}`,
    "Connection: Upgrade",
    "Upgrade: websocket",
    "Sec-WebSocket-Version: 13",
    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
    `Origin: ${origin}`,
  ];
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    let handshake: ParsedResponse | undefined;
    const socket = connect(Number(port), hostname, () => socket.write(`${lines.join("\r\n")}\r\n\r\n`));
    socket.setTimeout(10_000, () => socket.destroy(new Error(`incomplete response: ${received.toString("latin1")}`)));
    socket.on("error", reject);
    socket.on("data", (chunk) => {
      received = Buffer.concat([received, chunk]);
      const end = received.indexOf("\r\n\r\n");
      if (!handshake && end >= 0) {
        handshake = parse(received.subarray(0, end + 4).toString("latin1"));
        received = received.subarray(end + 4);
        if (handshake.status === 101) socket.write(frame(text));
        else socket.end(() => resolve({ ...(handshake as ParsedResponse), answer: "" }));
      }
      const length = received[1] ?? Number.POSITIVE_INFINITY;
      if (handshake?.status !== 101 || received.length < 2 + length) return;
      const answer = received.subarray(2, 2 + length).toString();
      socket.destroy();
      resolve({ ...handshake, answer });
    });
  });
}

/** A final text frame, masked as required of clients (section 5.3). */
function frame(text: string): Buffer {
  const mask = randomBytes(4);
  const payload = Buffer.from(text).map((byte, index) => byte ^ (mask[index % 4] ?? 0));
  return Buffer.concat([Buffer.from([0x81, 0x80 | payload.length]), mask, payload]);
}
