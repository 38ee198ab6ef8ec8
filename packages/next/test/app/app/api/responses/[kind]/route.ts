// All kinds of responses, for all methods, including plain OPTIONS requests.
import { withCors } from "@fetch-cors/next";
import type { NextRequest } from "next/server";
import { policy } from "../../../../policies.ts";
import { responses } from "../../../../responses.ts";

const handler = withCors(async (request: NextRequest, { params }: RouteContext<"/api/responses/[kind]">) => {
  const respond = responses[(await params).kind];
  return respond ? respond(request) : new Response("no such kind", { status: 404 });
}, policy);

export { handler as DELETE, handler as GET, handler as OPTIONS, handler as PATCH, handler as POST, handler as PUT };
