// A policy for some origins makes the route dynamic despite its generateStaticParams.
import { withCors } from "@fetch-cors/next";
import { policy } from "../../../../policies.ts";

export const generateStaticParams = () => [{ id: "1" }];

export const GET = withCors(
  async (_request: Request, { params }: RouteContext<"/static/some-params/[id]">) => Response.json(await params),
  policy,
);
