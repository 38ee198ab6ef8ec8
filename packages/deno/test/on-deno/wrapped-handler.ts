// A default export with a wrapped handler, for `deno serve`.
import { withCors } from "@fetch-cors/deno";

export default {
  fetch: withCors((_request, { remoteAddr }) => new Response(`hello ${remoteAddr.transport}`), {
    origin: "https://app.example.com",
    credentials: true,
  }),
} satisfies Deno.ServeDefaultExport;
