// The main sample of the README, word for word.
import { withCors } from "@fetch-cors/bun";

export default withCors(
  {
    routes: {
      "/users/:id": (request) => Response.json({ id: request.params.id }),
      "/users": { GET: () => Response.json([]), POST: async (request) => Response.json(await request.json()) },
      "/health": new Response("OK"),
      "/logo.svg": Bun.file("logo.svg"),
    },
    error: () => Response.json({ error: "internal" }, { status: 500 }),
  },
  { origin: ["https://app.example.com", "http://localhost:*"], credentials: true },
);
