// What the README advises against: CORS headers that are written by hand, behind the proxy.
export const GET = (): Response =>
  new Response("by hand", { headers: { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "X-Old" } });
