// Asks to be static; but a policy reads a header of the request, which tells Next.js that it cannot be.
import { withCors } from "@fetch-cors/next";
import { policy } from "../../../policies.ts";

export const revalidate = 60;

export const GET = withCors(() => new Response("dynamic"), policy);
