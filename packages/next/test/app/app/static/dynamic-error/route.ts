// Next.js fails the build if this route reads the request.
import { withCors } from "@fetch-cors/next";

export const dynamic = "error";

export const GET = withCors(() => new Response("static"), { origin: "*" });
