// The proxy does not match this route, which has a policy of its own.
import { corsRoute } from "@fetch-cors/next";

export const { GET, PUT, OPTIONS } = corsRoute(
  { GET: () => Response.json(["open"]), PUT: () => Response.json(["changed"]) },
  { origin: "*" },
);
