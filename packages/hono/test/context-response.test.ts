// A response that cannot be changed or copied, which no server can show.
import { Hono } from "hono";
import { expect, test } from "vitest";
import { cors } from "../src/index.ts";

test("The decision also applies to the response after one that cannot get headers", async () => {
  const app = new Hono()
    .use((_c, next) => next())
    .use(
      cors({
        origin: () => {
          throw new Error("predicate");
        },
      }),
    )
    .get("/users", (c) => c.text("must not run"))
    .onError(async (error, c) => {
      if (error.message !== "predicate") return c.text("sorry", 500, { "Access-Control-Allow-Origin": "*" });
      // Its headers are immutable and its body is consumed, so Hono calls `app.onError` again with the resulting error.
      const read = await fetch("data:,read");
      await read.text();
      return read;
    });
  const response = await app.request("/users", { headers: { Origin: "https://evil.example" } });
  expect([response.status, await response.text()]).toEqual([500, "sorry"]);
  expect([response.headers.get("Access-Control-Allow-Origin"), response.headers.get("Vary")]).toEqual([null, "Origin"]);
});
