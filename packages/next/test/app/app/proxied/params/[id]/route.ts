// Static, with params that the build does not know. Next.js would store the response to a preflight as that of GET.
export const revalidate = 3600;

export const generateStaticParams = () => [{ id: "1" }];

export const GET = async (_request: Request, { params }: RouteContext<"/proxied/params/[id]">) =>
  Response.json(await params);
