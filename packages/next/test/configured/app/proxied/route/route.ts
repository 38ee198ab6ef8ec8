// Static, behind the proxy.
export const GET = (): Response => new Response("static");
