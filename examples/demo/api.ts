/** A small API for pages of another origin. `withCors` at the end of the file is its only code for CORS. */
import { type CorsHooks, type CorsPolicy, definePolicy, withCors } from "@fetch-cors/core";

const SESSION = "fetch-cors-demo=ada";

/** The API itself, without CORS, so that a proxy can also serve it. */
export async function handle(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  switch (`${request.method} ${pathname}`) {
    case "GET /status":
      return Response.json({ status: "up" });
    case "GET /notes":
      return Response.json(["milk", "bread"], { headers: { "X-Total-Count": "2", "X-Served-By": "db-7" } });
    case "PUT /notes/1":
      return Response.json(await request.json());
    case "OPTIONS /notes":
      return Response.json({ methods: ["GET", "OPTIONS"] });
    case "POST /session":
      // Without `Secure`, because this is plain HTTP. Another port of the same host is same-site, so `Lax` cookies are
      // sent.
      return new Response("welcome", {
        headers: { "Set-Cookie": `${SESSION}; Path=/; Max-Age=600; HttpOnly; SameSite=Lax` },
      });
    case "GET /session":
      return request.headers.get("Cookie")?.includes(SESSION)
        ? Response.json({ user: "ada" })
        : new Response("log in first", { status: 401 });
    case "GET /crash":
      throw new Error("the database is gone");
    default:
      return new Response("not found", { status: 404 });
  }
}

/** The policies of the API: one for the pages of `pageOrigin`, and one for resources that every page may read. */
export const policiesFor = (pageOrigin: string): Readonly<Record<"forOurPages" | "forEveryPage", CorsPolicy>> => ({
  forOurPages: definePolicy({
    origin: pageOrigin,
    credentials: true,
    methods: ["GET", "POST", "PUT", "PATCH", "OPTIONS"],
    allowedHeaders: ["Content-Type", "X-Api-Version"],
    exposedHeaders: ["X-Total-Count"],
  }),
  forEveryPage: definePolicy({ origin: "*" }),
});

/**
 * The API with its policies.
 *
 * @param onDecision - Observes each decision.
 */
export function createApi(
  pageOrigin: string,
  onDecision: CorsHooks["onDecision"],
): (request: Request) => Response | Promise<Response> {
  const { forOurPages, forEveryPage } = policiesFor(pageOrigin);

  return withCors(handle, (request) => (new URL(request.url).pathname === "/status" ? forEveryPage : forOurPages), {
    onDecision,
    // Like the default, but without logging: the crash is part of the demo.
    onError: () => new Response("Internal Server Error", { status: 500 }),
  });
}
