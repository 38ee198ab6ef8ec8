// A mistake: its OPTIONS makes the route dynamic, and Next.js hides the request headers from both handlers.
import { corsRoute } from "@fetch-cors/next";
import { policy } from "../../../policies.ts";

export const dynamic = "force-static";

export const { GET, OPTIONS } = corsRoute({ GET: () => new Response("no headers") }, policy);
