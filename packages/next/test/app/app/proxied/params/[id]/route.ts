// Static, with params that the build does not know. A preflight that reached it would be stored in the place of GET.
export const revalidate = 3600;

export const generateStaticParams = () => [{ id: "1" }];

export const GET = async (_request: Request, { params }: RouteContext<"/proxied/params/[id]">) =>
  Response.json(await params);
