// Static: the public policy does not read the request.
import { withCors } from "@fetch-cors/next";

export const GET = withCors(() => new Response("static"), { origin: "*" });
