// Dynamic, and its preflights are answered by Next.js.
import { withCors } from "@fetch-cors/next";
import { policy } from "../../../policy.ts";

export const GET = withCors(() => new Response("dynamic"), policy);
