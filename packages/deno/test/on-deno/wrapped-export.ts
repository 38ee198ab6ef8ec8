// A wrapped default export for `deno serve`.
import { withCors } from "@fetch-cors/deno";
import { errorPage } from "./failing.ts";

const policy = { origin: "https://app.example.com", credentials: true } as const;

export default withCors(
  {
    greeting: "hello",
    fetch(request, { remoteAddr }) {
      if (request.url.endsWith("/error")) throw new Error("broken");
      // Deno calls `fetch` as a method.
      const { greeting } = this as unknown as { greeting: string };
      return new Response(`${greeting} ${remoteAddr.transport}`);
    },
    onListen: (address) => console.log(`http://127.0.0.1:${address.transport === "tcp" ? address.port : 0}`),
    onError: errorPage,
  },
  policy,
) satisfies Deno.ServeDefaultExport;
