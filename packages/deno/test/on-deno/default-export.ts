// The tested server, with `deno serve`: the conformance cases and the routes as a default export.
import { conformanceApp, type WithCors } from "@fetch-cors/conformance";
import { withCors } from "@fetch-cors/deno";
import { routes } from "./routes.ts";

let url = "";
const own = routes(() => url);
// The conformance cases pass only a request.
const conformance = conformanceApp(withCors as unknown as WithCors, { upstream: () => url });

export default {
  fetch: (request, info) => (own.get(new URL(request.url).pathname) ?? conformance)(request, info),
  onListen(address): void {
    if (address.transport !== "tcp") return;
    url = `http://127.0.0.1:${address.port}`;
    console.log(url);
  },
} satisfies Deno.ServeDefaultExport;
