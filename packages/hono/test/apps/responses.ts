// The kinds of responses that Hono creates.
import { setCookie } from "hono/cookie";
import { stream, streamSSE } from "hono/streaming";
import { cors } from "../../src/index.ts";
import { ownApp, policy } from "./own-app.ts";

const COOKIES = ["a=1; Path=/; Expires=Wed, 21 Oct 2026 07:28:00 GMT", "b=2; HttpOnly"];
let aborted = 0;

const responses = ownApp("responses")
  .get("/upstream", () => {
    const response = new Response("from upstream", { status: 203 });
    for (const cookie of COOKIES) response.headers.append("Set-Cookie", cookie);
    for (const name of ["Access-Control-Allow-Origin", "Access-Control-Expose-Headers"])
      response.headers.set(name, "*");
    response.headers.set("Vary", "Accept");
    return response;
  })
  .get("/aborted", (c) => c.text(String(aborted)))
  .use(cors({ ...policy, credentials: true, exposedHeaders: "*" }))
  .get("/fetched", (c) => fetch(new URL("/own/responses/upstream", c.req.url)))
  .get("/redirect", (c) => c.redirect("/elsewhere", 307))
  .get("/static-redirect", () => Response.redirect("https://elsewhere.example/", 308))
  .get("/cookies", (c) => {
    setCookie(c, "a", "1");
    setCookie(c, "b", "2");
    return c.json([]);
  })
  .get("/by-hand", (c) => {
    c.header("Access-Control-Allow-Origin", "*");
    c.header("Access-Control-Allow-Methods", "TRACE");
    c.header("Access-Control-Allow-Private-Network", "true");
    c.header("Vary", "Accept");
    c.header("Vary", "Accept-Language, ORIGIN", { append: true });
    return c.text("by hand");
  })
  .get("/empty", (c) => c.body(null, 204))
  .get("/stream", (c) => {
    // Sends the second half when the client has received the first.
    const { promise, release } = opened();
    halves.set(c.req.query("id") ?? "", release);
    return stream(c, async (output) => {
      await output.write("first,");
      await promise;
      await output.write("second");
    });
  })
  .post("/stream", (c) => {
    halves.get(c.req.query("id") ?? "")?.();
    return c.body(null, 204);
  })
  .get("/endless", (c) =>
    stream(c, async (output) => {
      output.onAbort(() => void aborted++);
      while (!output.aborted) {
        await output.write("more,");
        await output.sleep(5);
      }
    }),
  )
  .get("/events", (c) =>
    streamSSE(c, async (output) => {
      for (const id of ["1", "2"]) await output.writeSSE({ id, data: "tick" });
    }),
  )
  .post("/json", async (c) => c.json(await c.req.json()));

const halves = new Map<string, () => void>();

function opened(): { promise: Promise<void>; release: () => void } {
  let release = (): void => undefined;
  const promise = new Promise<void>((resolve) => {
    release = resolve;
  });
  return { promise, release };
}

export const answers = { responses };
