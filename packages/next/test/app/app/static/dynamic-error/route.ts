// Next.js fails the build if this route reads the request.
import { definePolicy, withCors } from "@fetch-cors/next";

export const dynamic = "error";

export const GET = withCors(() => new Response("static"), definePolicy({ origin: ["*"] }));
