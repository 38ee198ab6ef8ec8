// A static route: only the proxy sees the requests for it.
export const dynamic = "force-static";

export const GET = () => new Response("static");
