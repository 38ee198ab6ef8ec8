// A server with an invalid policy, which must not start.
import { withCors } from "../../src/index.ts";

Bun.serve(withCors({ port: 0, fetch: () => new Response() }, { origin: process.env["UNSET"] as string }));
console.log("http://localhost:1");
