// next.config.ts sets an Access-Control-Allow-Origin for this route. The README advises against that.
import { corsRoute } from "@fetch-cors/next";
import { policy } from "../../../policy.ts";

export const { GET, OPTIONS } = corsRoute({ GET: () => new Response("hello") }, policy);
