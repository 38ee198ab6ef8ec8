/** An API on Hono for pages of two other origins. The policy is the only code for CORS. */
import { cors } from "@fetch-cors/hono";
import { serve } from "@hono/node-server";
import { Hono } from "hono";

const app = new Hono();

// Before all other middleware, and on a path: authentication would reject preflights, and `app.get` does not get them.
app.use(
  "/api/*",
  cors({
    // The deployed app, and any port of the development machine.
    origin: ["https://app.example.com", "http://localhost:*"],
    // The pages send the session cookie.
    credentials: true,
  }),
);

app.get("/api/users", (c) => c.json([{ id: 7, name: "Ada" }]));

app.put("/api/users/:id", async (c) => {
  const user: object = await c.req.json();
  return c.json({ ...user, id: Number(c.req.param("id")) });
});

app.get("/api/broken", () => {
  throw new Error("the database is gone");
});

// Hono's error handler. Its response gets the CORS headers, so that the page can read the 500.
app.onError((error, c) => {
  // The details are only logged, because the message of an error can reveal internals.
  console.error(error);
  return c.json({ error: "internal server error" }, 500);
});

serve({ fetch: app.fetch, port: Number(process.env["PORT"] ?? 3000) }, ({ port }) => {
  console.log(`The API listens on http://localhost:${port}`);
});
