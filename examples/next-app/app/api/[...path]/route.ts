/** The API with one policy: /api/users, /api/users/7 and /api/broken. */
import { corsRoute } from "@fetch-cors/next";
import { notFound } from "next/navigation";
import type { NextRequest } from "next/server";

type Context = RouteContext<"/api/[...path]">;

// OPTIONS must be exported too: otherwise Next.js answers the preflight of the PUT itself, and browsers reject it.
export const { GET, PUT, OPTIONS } = corsRoute(
  {
    GET: async (_request: NextRequest, { params }: Context) => {
      switch ((await params).path.join("/")) {
        case "users":
          return Response.json([{ id: 7, name: "Ada" }]);
        case "broken":
          throw new Error("the database is gone");
        default:
          // The response gets the CORS headers, so that the page can read the 404.
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
    // The deployed app, and any port of the development machine. An invalid origin throws at startup.
    origin: ["https://app.example.com", "http://localhost:*"],
    // The pages send the session cookie.
    credentials: true,
  },
  {
    // Next.js does not get the error, so report it here.
    onError: (error) => {
      console.error("reported:", error);
      return Response.json({ error: "Something went wrong" }, { status: 500 });
    },
  },
);
