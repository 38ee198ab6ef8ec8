/** An API that pages of two other origins use; `deno serve --port=8000 api.ts` serves it, and so does main.ts. */
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
    // Inside of what is wrapped: so its answer carries the CORS headers too, and the page sees a 500 and not a CORS error.
    onError(error) {
      console.error(error);
      return Response.json({ error: "try again later" }, { status: 500 });
    },
  },
  {
    // Where the app is deployed, and any port of the machine that it is developed on.
    origin: ["https://app.example.com", "http://localhost:*"],
    // The pages send the session's cookie along.
    credentials: true,
  },
) satisfies Deno.ServeDefaultExport;
