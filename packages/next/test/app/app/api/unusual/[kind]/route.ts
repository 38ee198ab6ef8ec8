// A route with policies whose headers have unusual values.
import { withCors } from "@fetch-cors/next";
import { unusual } from "../../../../policies.ts";

const handler = withCors(
  (_request: Request, _context: RouteContext<"/api/unusual/[kind]">) => new Response("hello"),
  async (_request, { params }) => unusual((await params).kind),
);

export { handler as GET, handler as OPTIONS, handler as PATCH, handler as POST };
