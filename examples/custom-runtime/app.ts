// The app within the runtime. It has only the Fetch API and URL: no `process`, no `Buffer`, no `require`.
import { withCors } from "@fetch-cors/core";

const users = [{ id: 7, name: "Ada" }];

async function handle(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === "/api/users") return Response.json(users);
  if (pathname === "/api/users/7" && request.method === "PUT") {
    return Response.json({ ...(await request.json()), id: 7 });
  }
  if (pathname === "/api/globals") {
    return Response.json(["process", "Buffer", "require", "fetch", "URL"].filter((name) => name in globalThis));
  }
  if (pathname === "/api/broken") throw new Error("out of order");
  return new Response("Not found", { status: 404 });
}

export const fetch = withCors(handle, {
  origin: ["https://app.example.com", "http://localhost:*"],
  credentials: true,
});
