// A policy that lists origins reads the Origin of each request, so Next.js renders each response.
import { corsRoute } from "@fetch-cors/next";

export const revalidate = 3600;

export const { GET } = corsRoute(
  { GET: () => Response.json({ rendered: Date.now() }) },
  { origin: "https://app.example.com" },
);
