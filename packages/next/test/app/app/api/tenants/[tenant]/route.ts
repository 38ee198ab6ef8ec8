// One policy per tenant, chosen by the params. Other tenants do not exist.
import { withCors } from "@fetch-cors/next";
import { notFound } from "next/navigation";
import type { NextRequest } from "next/server";
import { policies } from "../../../../policies.ts";

const handler = withCors(
  async (_request: NextRequest, { params }: RouteContext<"/api/tenants/[tenant]">) => Response.json(await params),
  async (_request, { params }) => policies.get((await params).tenant) ?? notFound(),
);

export { handler as GET, handler as OPTIONS };
