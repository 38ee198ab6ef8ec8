/** The API: /api/users, /api/users/7 and /api/broken, behind one policy. */
import { corsRoute } from "@fetch-cors/next";
import { notFound } from "next/navigation";
import type { NextRequest } from "next/server";

type Context = RouteContext<"/api/[...path]">;

// OPTIONS has to be exported too: without it Next.js answers the preflight of the PUT by itself, and browsers refuse it.
export const { GET, PUT, OPTIONS } = corsRoute(
  {
    GET: async (_request: NextRequest, { params }: Context) => {
      switch ((await params).path.join("/")) {
        case "users":
          return Response.json([{ id: 7, name: "Ada" }]);
        case "broken":
          throw new Error("the database is gone");
        default:
          // Answered with the CORS headers: the page sees a 404, and not a CORS error.
          return notFound();
      }
    },

    PUT: async (request: NextRequest, { params }: Context) => {
      const [resource, id] = (await params).path;
      if (resource !== "users" || id === undefined) notFound();
      return Response.json({ ...(await request.json()), id: Number(id) });
    },
  },
  {
    // Where the app is deployed, and any port of the machine that it is developed on. A mistake here throws at the start.
    origin: ["https://app.example.com", "http://localhost:*"],
    // The pages send the session's cookie along.
    credentials: true,
  },
  {
    // Next.js does not hear of the error, so this is the place to report it.
    onError: (error) => {
      console.error("reported:", error);
      return Response.json({ error: "Something went wrong" }, { status: 500 });
    },
  },
);
