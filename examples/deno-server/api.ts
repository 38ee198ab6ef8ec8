/** An API for pages of two other origins. `deno serve --port=8000 api.ts` serves it, and so does main.ts. */
import { withCors } from "@fetch-cors/deno";

async function handle(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  switch (`${request.method} ${pathname}`) {
    case "GET /api/users":
      return Response.json([{ id: 7, name: "Ada" }]);
    case "PUT /api/users/7":
      return Response.json({ ...(await request.json()), id: 7 });
    case "GET /api/broken":
      throw new Error("the database is gone");
    default:
      return Response.json({ error: "not found" }, { status: 404 });
  }
}

export default withCors(
  {
    fetch: handle,
    // Within the wrapped options, so that its response gets the CORS headers, and the page can read the 500.
    onError(error) {
      console.error(error);
      return Response.json({ error: "try again later" }, { status: 500 });
    },
  },
  {
    // The deployed app, and any port of the development machine.
    origin: ["https://app.example.com", "http://localhost:*"],
    // The pages send the session cookie.
    credentials: true,
  },
) satisfies Deno.ServeDefaultExport;
