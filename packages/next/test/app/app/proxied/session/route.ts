// The proxy checks the session.
export const GET = (): Response => new Response("behind the proxy");
