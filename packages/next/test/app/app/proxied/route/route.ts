// Uses the policy of the proxy again, and returns what the proxy passes on.
import { corsRoute } from "@fetch-cors/next";
import type { NextRequest } from "next/server";
import { policy } from "../../../policies.ts";

export const { GET, OPTIONS } = corsRoute(
  {
    GET: (request: NextRequest) =>
      Response.json(
        { user: request.headers.get("X-User") },
        { headers: { Vary: "Accept-Language", "X-Request-Id": "7" } },
      ),
  },
  policy,
);
