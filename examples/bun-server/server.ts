/** An API that pages of two other origins use, on Bun; the policy at its end is all that it knows of CORS. */
import { withCors } from "@fetch-cors/bun";

const server = Bun.serve(
  // Around all options, and not around single handlers: so 404 and 500 have the headers too, and pages can tell what is wrong.
  withCors(
    {
      port: process.env["PORT"] ?? 3000,
      // The page with the stack in it is for whoever develops the server, and a page of another origin cannot read it.
      development: false,
      routes: {
        // No OPTIONS in here: preflights are answered in front of the handlers.
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
        // It stays a fixed response with an ETag, though each origin gets headers of its own with it.
        "/api/health": Response.json({ healthy: true }),
      },
      error(error) {
        console.error(error);
        return Response.json({ error: "try again later" }, { status: 500 });
      },
    },
    {
      // Where the app is deployed, and any port of the machine that it is developed on.
      origin: ["https://app.example.com", "http://localhost:*"],
      // The pages send the session's cookie along.
      credentials: true,
    },
  ),
);

console.log(`The API answers on http://localhost:${server.port}`);
