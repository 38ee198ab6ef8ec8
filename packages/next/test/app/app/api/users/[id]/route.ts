// The route of the README, with the types that Next.js generates.
import { corsRoute } from "@fetch-cors/next";
import type { NextRequest } from "next/server";

export const { GET, PUT, OPTIONS } = corsRoute(
  {
    GET: async (request: NextRequest, { params }: RouteContext<"/api/users/[id]">) => {
      const { id } = await params;
      return Response.json({ id, fields: request.nextUrl.searchParams.getAll("field") });
    },
    PUT: async (request: NextRequest, { params }: RouteContext<"/api/users/[id]">) => {
      const { id } = await params;
      return Response.json({ ...(await request.json()), id });
    },
  },
  { origin: ["https://app.example.com", "http://localhost:*"], credentials: true },
);
