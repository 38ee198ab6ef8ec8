// The policy reads the Origin, which `dynamic = "error"` forbids.
import { withCors } from "@fetch-cors/next";

export const dynamic = "error";

export const GET = withCors(() => new Response("hello"), { origin: "https://app.example.com" });
