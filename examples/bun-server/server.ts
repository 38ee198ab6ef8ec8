/** An API on Bun for pages of two other origins. The policy at its end is the only code for CORS. */
import { withCors } from "@fetch-cors/bun";

const server = Bun.serve(
  // The policy wraps all options and not single handlers, so that a 404 and a 500 also get the CORS headers.
  withCors(
    {
      port: process.env["PORT"] ?? 3000,
      // The error page with the stack is for development, and a page of another origin cannot read it.
      development: false,
      routes: {
        // Without OPTIONS, because preflights are answered before the handlers.
        "/api/users": { GET: () => Response.json([{ id: 7, name: "Ada" }]) },
        "/api/users/:id": {
          PUT: async (request) => {
            const user: object = await request.json();
            return Response.json({ ...user, id: Number(request.params.id) });
          },
        },
        "/api/broken": () => {
          throw new Error("the database is gone");
        },
        // A static response with an ETag, although each origin gets its own headers.
        "/api/health": Response.json({ healthy: true }),
      },
      error(error) {
        console.error(error);
        return Response.json({ error: "try again later" }, { status: 500 });
      },
    },
    {
      // The deployed app, and any port of the development machine.
      origin: ["https://app.example.com", "http://localhost:*"],
      // The pages send the session cookie.
      credentials: true,
    },
  ),
);

console.log(`The API listens on http://localhost:${server.port}`);
