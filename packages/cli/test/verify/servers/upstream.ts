/** The API behind proxies: it sends no CORS header, unless a request header of the proxy tells it to. */
import type { RequestListener } from "node:http";

export const upstream: RequestListener = (request, response) => {
  const own = request.headers["x-sends"];
  if (own !== undefined) response.setHeader(String(own), "*");
  if (request.method === "OPTIONS") response.statusCode = 405;
  else if (request.url !== "/users") response.statusCode = 404;
  response.setHeader("X-Total-Count", "2");
  response.end(request.method === "HEAD" ? undefined : '["Ada"]');
};
