// Every kind of error, and every hook for it.
import { withCors } from "@fetch-cors/next";
import { notFound } from "next/navigation";
import type { NextRequest } from "next/server";
import { policy } from "../../../../policies.ts";

const fail = (request: NextRequest): never => {
  throw new Error(`failed: ${request.nextUrl.pathname}`);
};
const byDefault = withCors(fail, policy);
const handlers: Readonly<Record<string, (request: NextRequest) => Response | Promise<Response>>> = {
  default: byDefault,
  "thrown-response": withCors(() => {
    throw new Response("teapot", { status: 418 });
  }, policy),
  undefined: withCors(() => undefined as never, policy),
  hook: withCors(fail, policy, {
    onError: (error, request) =>
      Response.json({ error: String(error), path: request.nextUrl.pathname }, { status: 503 }),
  }),
  "hook-not-asked": withCors(() => notFound(), policy, { onError: () => new Response(null, { status: 503 }) }),
  throw: withCors(fail, policy, { onError: "throw" }),
  "throw-not-found": withCors(() => notFound(), policy, { onError: "throw" }),
  predicate: withCors(() => new Response("reached"), {
    origin: () => {
      throw new Error("predicate failed");
    },
  }),
};

const handler = async (request: NextRequest, { params }: RouteContext<"/api/errors/[kind]">) =>
  (handlers[(await params).kind] ?? byDefault)(request);

export { handler as GET, handler as OPTIONS };
