import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { WebSocket } from "ws";
import { ALLOWED, APP, DENIED, EVIL, send } from "./send.ts";

/** Returns the message that the server echoes, or the status with which it rejects the handshake. */
const echo = (url: string, origin: string): Promise<string | number> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(url.replace("http:", "ws:"), { origin, handshakeTimeout: 10_000 });
    socket.once("open", () => socket.send("hello"));
    socket.once("message", (data) => {
      socket.close();
      resolve(String(data));
    });
    socket.once("unexpected-response", (request, { statusCode = 0 }) => {
      request.destroy();
      resolve(statusCode);
    });
    socket.once("error", reject);
  });

export function runtimePartCases(url: (path: string) => string): void {
  test("A page of any origin can open a WebSocket, which CORS does not cover", async () => {
    expect(await echo(url("/sockets/open"), APP)).toBe("echo hello");
    expect(await echo(url("/sockets/open"), EVIL)).toBe("echo hello");
  });

  test("allowsOrigin can reject a handshake", async () => {
    expect(await echo(url("/sockets/guarded"), APP)).toBe("echo hello");
    expect(await echo(url("/sockets/guarded"), EVIL)).toBe(403);
  });

  test("The policy applies to a request for the same path that is not a handshake", async () => {
    expect(await send(url("/sockets/open"))).toMatchObject({ status: 404, cors: ALLOWED });
  });

  test("A file and a range of it get the CORS headers", async () => {
    const file = readFileSync(new URL("../apps/own-app.ts", import.meta.url), "utf8");
    expect(await send(url("/files/own-app.ts"))).toMatchObject({ status: 200, body: file, cors: ALLOWED });
    expect(await send(url("/files/own-app.ts"), { origin: EVIL })).toMatchObject({ status: 200, cors: DENIED });
    const part = await send(url("/files/own-app.ts"), { headers: { Range: "bytes=2-5" } });
    expect(part).toMatchObject({ status: 206, body: file.slice(2, 6), cors: ALLOWED });
    expect(part.header("content-range")).toEqual([`bytes 2-5/${file.length}`]);
  });
}
