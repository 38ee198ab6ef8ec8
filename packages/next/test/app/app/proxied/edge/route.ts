// A route behind the proxy on the edge runtime.
import { corsRoute } from "@fetch-cors/next";
import { policy } from "../../../policies.ts";

export const runtime = "edge";

export const { GET, OPTIONS } = corsRoute({ GET: () => new Response("edge") }, policy);
