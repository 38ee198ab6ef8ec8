// Auth.js within a policy. The type of its handlers allows a handler that returns nothing.
import { corsRoute } from "@fetch-cors/next";
import { auth } from "../../../auth.ts";
import { policy } from "../../../policies.ts";

export const { GET, POST, OPTIONS } = corsRoute(
  {
    GET: auth((request) => Response.json({ user: request.auth?.user?.name }, { status: request.auth ? 200 : 401 })),
    POST: auth(() => {}),
  },
  policy,
);
