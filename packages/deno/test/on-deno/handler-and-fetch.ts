// A default export with a fetch and a handler, for both `deno serve` and `Deno.serve`.
import { withCors } from "@fetch-cors/deno";

const wrapAny = withCors as unknown as (...args: readonly unknown[]) => Deno.ServeDefaultExport;

class App {
  readonly #name = "fetch";
  fetch(): Response {
    return new Response(this.#name);
  }
  handler(): Response {
    return new Response("handler");
  }
  onListen(address: Deno.Addr): void {
    console.log(this.#name, `http://127.0.0.1:${address.transport === "tcp" ? address.port : 0}`);
  }
}

export default wrapAny(new App(), { origin: "https://app.example.com", credentials: true });
