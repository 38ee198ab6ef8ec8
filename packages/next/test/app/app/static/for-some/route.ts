// A mistake: no handler of a force-static route gets the request headers.
import { withCors } from "@fetch-cors/next";
import { policy } from "../../../policies.ts";

export const dynamic = "force-static";

export const GET = withCors(() => new Response("static"), policy);
