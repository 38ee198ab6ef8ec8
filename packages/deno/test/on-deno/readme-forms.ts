// The other forms in the README, word for word. They are only type-checked, because they share one port.
import { definePolicy, withCors } from "@fetch-cors/deno";

const policy = definePolicy({ origin: "https://app.example.com" });
const handler = (request: Request): Response => new Response(request.url);
const fetch = handler;
const onListen = (): void => {};
const onError = (error: unknown): Response => new Response(String(error), { status: 503 });

Deno.serve(withCors(handler, policy));
Deno.serve({ port: 8000 }, withCors(handler, policy));
Deno.serve(withCors({ port: 8000, handler, onListen, onError }, policy)); // onError in the options still works
export default withCors({ fetch, onListen }, policy);
