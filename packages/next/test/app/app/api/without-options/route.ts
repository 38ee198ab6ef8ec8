// A common mistake: without OPTIONS, the policy does not get preflights.
import { withCors } from "@fetch-cors/next";
import { policy } from "../../../policies.ts";

export const GET = withCors(() => new Response("hello"), policy);
