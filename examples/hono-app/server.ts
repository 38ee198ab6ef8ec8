/** An API that pages of two other origins use, on Hono; the policy is all that it knows of CORS. */
import { cors } from "@fetch-cors/hono";
import { serve } from "@hono/node-server";
import { Hono } from "hono";

const app = new Hono();

// Before all other middleware, and on a path: authentication would refuse the preflights, and `app.get` never sees them.
app.use(
  "/api/*",
  cors({
    // Where the app is deployed, and any port of the machine that it is developed on.
    origin: ["https://app.example.com", "http://localhost:*"],
    // The pages send the session's cookie along.
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

// Hono's own error handler: what it answers carries the CORS headers, so that the page sees a 500 and not a CORS error.
app.onError((error, c) => {
  // What went wrong is for the log: the message of an error can tell strangers more than they should know.
  console.error(error);
  return c.json({ error: "internal server error" }, 500);
});

serve({ fetch: app.fetch, port: Number(process.env["PORT"] ?? 3000) }, ({ port }) => {
  console.log(`The API answers on http://localhost:${port}`);
});
