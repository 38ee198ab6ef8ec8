import { type CorsDecision, definePolicy } from "@fetch-cors/core";
import type { Context } from "hono";
import { expect, test, vi } from "vitest";
import { decideSoleResponse } from "../src/sole-handler.ts";

const ORIGIN = "https://app.example.com";

test("A response of app.onError that cannot be sent is replaced by a plain 500 with the CORS headers", async () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => {});
  const request = new Request("https://api.example.com/", { headers: { Origin: ORIGIN } });
  const decision = definePolicy({ origin: ORIGIN }).decide(request) as CorsDecision;
  const used = new Response("used");
  await used.text();

  // Hono calls the two methods in this order when only one middleware matches the path.
  const promise = decideSoleResponse(Promise.resolve(), { res: undefined } as unknown as Context, () => decision);
  const response = await promise
    .then(() => {
      throw new Error("no handler matched");
    })
    .catch(() => used);

  expect((response as Response).status).toBe(500);
  expect((response as Response).headers.get("access-control-allow-origin")).toBe(ORIGIN);
  expect(log).toHaveBeenCalledOnce();
  log.mockRestore();
});
