// Served with `bun default-export.ts`, like most applications for Bun.
import { withCors } from "../../src/index.ts";

export default withCors(
  { port: Number(process.env["PORT"]), fetch: () => new Response("by default") },
  { origin: "https://app.example.com" },
);
