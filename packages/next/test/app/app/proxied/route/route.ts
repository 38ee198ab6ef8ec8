// Has the policy of the proxy in front once more, and shows what the proxy tells it.
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
