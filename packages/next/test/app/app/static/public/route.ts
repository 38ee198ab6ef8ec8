// The static route of the README.
import { withCors } from "@fetch-cors/next";

export const revalidate = 3600;

export const GET = withCors(() => Response.json({ rendered: process.env["NEXT_PHASE"] ?? "on demand" }), {
  origin: "*",
});
