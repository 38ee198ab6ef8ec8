// A wrapped handler as the only argument. The environment determines its address.
import { withCors } from "@fetch-cors/deno";

Deno.serve(
  withCors((_request, { remoteAddr }) => new Response(`hello ${remoteAddr.hostname}`), {
    origin: "https://app.example.com",
  }),
);
