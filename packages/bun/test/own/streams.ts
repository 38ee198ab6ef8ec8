// Slow responses, and clients that disconnect.
import { expect, test } from "vitest";
import { type Address, APP, allowed, open, send } from "../send.ts";

export function streamCases(at: Address): void {
  test("events arrive while the stream is open, and a client that disconnects cancels it", async () => {
    const cancelled = async (): Promise<number> => Number((await send(await at("routed", "/cancelled"))).body);
    const before = await cancelled();
    const response = await open(await at("routed", "/ticks"), { origin: APP });
    expect(response.headers["access-control-allow-origin"]).toBe(APP);
    expect(response.headers["content-type"]).toBe("text/event-stream");
    let events = 0;
    for await (const chunk of response) {
      events += String(chunk).split("data:").length - 1;
      if (events >= 3) break;
    }
    expect(response.complete).toBe(false);
    response.destroy();
    await expect.poll(cancelled, { timeout: 5000 }).toBe(before + 1);
  });

  test("a client can disconnect before the response", async () => {
    const url = await at("routed", "/slow");
    const controller = new AbortController();
    const left = fetch(url, { headers: { Origin: APP }, signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    await expect(left).rejects.toThrow("abort");
    const { body, cors } = await send(url, { origin: APP });
    expect([body, cors]).toEqual(["slow", allowed()]);
  });
}
