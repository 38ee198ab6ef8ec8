// What is forgotten easily: nobody asks the policy about a preflight here.
import { withCors } from "@fetch-cors/next";
import { policy } from "../../../policies.ts";

export const GET = withCors(() => new Response("hello"), policy);
