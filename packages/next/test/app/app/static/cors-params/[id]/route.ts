// OPTIONS makes the route dynamic despite its generateStaticParams.
import { corsRoute } from "@fetch-cors/next";
import { policy } from "../../../../policies.ts";

export const generateStaticParams = () => [{ id: "1" }];

export const { GET, OPTIONS } = corsRoute(
  {
    GET: async (_request: Request, { params }: RouteContext<"/static/cors-params/[id]">) => Response.json(await params),
  },
  policy,
);
