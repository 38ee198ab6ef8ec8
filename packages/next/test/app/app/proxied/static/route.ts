// A static route: only the proxy receives the requests for it.
export const dynamic = "force-static";

export const GET = () => new Response("static");
