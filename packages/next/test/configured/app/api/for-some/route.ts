// Dynamic: its policy reads the Origin.
import { corsRoute } from "@fetch-cors/next";
import { policy } from "../../../policy.ts";

export const { GET, OPTIONS } = corsRoute({ GET: () => new Response("dynamic") }, policy);
