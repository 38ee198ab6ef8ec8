// Dynamic. Without OPTIONS, Next.js answers the preflights.
import { withCors } from "@fetch-cors/next";
import { policy } from "../../../policy.ts";

export const GET = withCors(() => new Response("dynamic"), policy);
