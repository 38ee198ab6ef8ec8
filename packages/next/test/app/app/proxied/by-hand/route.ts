// The README advises against this: CORS headers that a route behind the proxy sets itself.
export const GET = (): Response =>
  new Response("by hand", { headers: { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "X-Old" } });
