// The build renders the listed id; Next.js renders every other id on its first request.
import { withCors } from "@fetch-cors/next";

export const revalidate = 3600;

export const generateStaticParams = () => [{ id: "1" }];

export const GET = withCors(
  async (_request: Request, { params }: RouteContext<"/static/params/[id]">) => {
    const { id } = await params;
    if (id === "broken") throw new Error("no such id");
    return Response.json({ id });
  },
  { origin: "*" },
);
