// The predicate of the policy reads the NextRequest.
import { corsRoute } from "@fetch-cors/next";
import { byRequest } from "../../../policies.ts";

export const { GET, OPTIONS } = corsRoute({ GET: () => new Response("hello") }, byRequest);
