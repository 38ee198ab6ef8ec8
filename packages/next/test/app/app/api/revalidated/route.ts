// Requests static rendering, but its policy reads a request header, which makes the route dynamic.
import { withCors } from "@fetch-cors/next";
import { policy } from "../../../policies.ts";

export const revalidate = 60;

export const GET = withCors(() => new Response("dynamic"), policy);
