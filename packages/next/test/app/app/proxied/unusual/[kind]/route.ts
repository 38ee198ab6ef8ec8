// The proxy answers with the unusual policies.
const handler = (): Response => new Response("hello");

export { handler as GET, handler as PATCH, handler as POST };
