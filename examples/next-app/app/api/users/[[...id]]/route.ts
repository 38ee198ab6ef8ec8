/** The users: all of them at /api/users, one at /api/users/7. */
import { corsRoute } from "@fetch-cors/next";
import { notFound } from "next/navigation";
import type { NextRequest } from "next/server";
import { policy } from "../../../../policy.ts";

type Context = RouteContext<"/api/users/[[...id]]">;

// OPTIONS has to be exported too: without it Next.js answers the preflight of the PUT by itself, and browsers refuse it.
export const { GET, PUT, OPTIONS } = corsRoute(
  {
    GET: () => Response.json([{ id: 7, name: "Ada" }]),

    PUT: async (request: NextRequest, { params }: Context) => {
      const { id: [id] = [] } = await params;
      // Answered with the CORS headers: the page sees a 404, and not a CORS error.
      if (id === undefined) notFound();
      return Response.json({ ...(await request.json()), id: Number(id) });
    },
  },
  policy,
);
