// What `bun default-export.ts` serves, as most applications for Bun are written.
import { withCors } from "../../src/index.ts";

export default withCors(
  { port: Number(process.env["PORT"]), fetch: () => new Response("by default") },
  { origin: "https://app.example.com" },
);
