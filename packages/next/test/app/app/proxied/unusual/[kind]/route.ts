// A route behind the proxy, whose policies have headers with unusual values.
const handler = (): Response => new Response("hello");

export { handler as GET, handler as PATCH, handler as POST };
