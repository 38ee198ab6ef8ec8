// An API without CORS, which could be in any language. It even sets a wrong CORS header.
const notes = ["milk", "bread"];

export async function api(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  switch (`${request.method} ${pathname}`) {
    case "GET /notes":
      return Response.json(notes, { headers: { "X-Total-Count": "2", "Access-Control-Allow-Origin": "*" } });
    case "PUT /notes":
      return Response.json(await request.json());
    default:
      return new Response("not found", { status: 404 });
  }
}
