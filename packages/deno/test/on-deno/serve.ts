// The tested server, with `Deno.serve`: the conformance cases and the routes, and one more server for each kind of
// options. Its argument is a folder with a certificate, in which it can create a socket.
import { conformanceApp, type WithCors } from "@fetch-cors/conformance";
import { definePolicy, withCors } from "@fetch-cors/deno";
import { errorPage, failing, failingErrorPage } from "./failing.ts";
import { log, routes } from "./routes.ts";

const policy = { origin: "https://app.example.com", credentials: true } as const;
const local = { hostname: "127.0.0.1", port: 0, onListen(): void {} };
const [folder = "."] = Deno.args;
const cert = await Deno.readTextFile(`${folder}/cert.pem`);
const key = await Deno.readTextFile(`${folder}/key.pem`);
const hello = (request: Request): Response => new Response(`hello ${new URL(request.url).protocol}`);
const text = "compress me ".repeat(500);
const closing = new AbortController();

/** Options that are not a plain object. */
class Options {
  readonly hostname = "127.0.0.1";
  get port(): number {
    return 0;
  }
  onListen(): void {
    log.push("the inherited onListen");
  }
  handler(): Response {
    return new Response("inherited");
  }
}

/** Options with private members, which their getters read. */
class PrivateOptions {
  readonly #port = 0;
  readonly #handler = (): Response => new Response("private");
  readonly hostname = "127.0.0.1";
  get port(): number {
    return this.#port;
  }
  get handler(): () => Response {
    return this.#handler;
  }
  onListen(): void {
    log.push(`onListen reads ${this.#port}`);
  }
}

/** A response that allows every origin, against the policy. */
const openError = (): Response =>
  new Response("open", { status: 500, headers: { "Access-Control-Allow-Origin": "*", Vary: "Accept" } });

/** Untyped, because the types reject both arguments. */
const wrapAny = withCors as unknown as (
  ...args: readonly unknown[]
) => Deno.ServeTcpOptions & Deno.ServeInit<Deno.NetAddr>;

const servers: Readonly<Record<string, Deno.HttpServer<Deno.NetAddr>>> = {
  bare: Deno.serve(
    local,
    withCors(() => new Response("hello")),
  ),
  onError: Deno.serve(
    withCors({ ...local, handler: failing, onError: errorPage }, policy, {
      onDecision: ({ kind }) => log.push(`decided ${kind}`),
    }),
  ),
  onErrorAlone: Deno.serve(withCors({ ...local, handler: failing, onError: errorPage })),
  onErrorFails: Deno.serve(withCors({ ...local, handler: failing, onError: failingErrorPage }, policy)),
  bothOnErrors: Deno.serve(
    withCors({ ...local, handler: failing, onError: errorPage }, policy, {
      onError: (error, { method }, { remoteAddr }) => new Response(`${method} ${remoteAddr.hostname}: ${error}`),
    }),
  ),
  passedOn: Deno.serve(withCors({ ...local, handler: failing, onError: errorPage }, policy, { onError: "throw" })),
  // Options outside of the wrapped handler: only Deno calls this `onError`.
  separate: Deno.serve({ ...local, onError: errorPage }, withCors(failing, policy)),
  predicateFails: Deno.serve(
    withCors(
      { ...local, handler: failing, onError: errorPage },
      {
        origin: (): never => {
          throw new Error("no database");
        },
      },
    ),
  ),
  policyFunctionFails: Deno.serve(
    withCors({ ...local, handler: failing, onError: errorPage }, () => Promise.reject(new Error("no such tenant"))),
  ),
  compressing: Deno.serve(
    withCors(
      {
        ...local,
        automaticCompression: true,
        handler: (request) =>
          new Response(text, { headers: { Vary: new URL(request.url).searchParams.get("vary") ?? "" } }),
      },
      policy,
    ),
  ),
  handlerAndFetch: Deno.serve(
    wrapAny({ ...local, handler: () => new Response("handler"), fetch: () => new Response("fetch") }, policy),
  ),
  privateMembers: Deno.serve(withCors(new PrivateOptions(), policy)),
  openErrors: Deno.serve(withCors({ ...local, handler: failing, onError: openError }, policy)),
  chosenErrors: Deno.serve(withCors({ ...local, handler: failing, onError: openError }, () => definePolicy(policy))),
  publicErrors: Deno.serve(withCors({ ...local, handler: failing, onError: () => new Response("public") })),
  silentOnError: Deno.serve(wrapAny({ ...local, handler: failing, onError: () => undefined }, policy)),
  inherited: Deno.serve(withCors(new Options(), policy)),
  tls: Deno.serve(withCors({ ...local, cert, key, handler: hello }, policy)),
  closing: Deno.serve(
    withCors(
      {
        ...local,
        signal: closing.signal,
        handler(): Response {
          setTimeout(() => closing.abort(), 10);
          return new Response("closing");
        },
      },
      policy,
    ),
  ),
};
Deno.serve(
  withCors(
    {
      path: `${folder}/server.sock`,
      onListen(): void {},
      handler: (_request, { remoteAddr }) => new Response(`hello ${remoteAddr.transport}`),
    },
    policy,
  ),
);

const ports = Object.fromEntries(Object.entries(servers).map(([name, { addr }]) => [name, addr.port]));
let url = "";
const own = routes(() => url);
// The conformance cases pass only a request.
const conformance = conformanceApp(withCors as unknown as WithCors, { upstream: () => url });
Deno.serve(
  {
    ...local,
    onListen({ port }): void {
      url = `http://127.0.0.1:${port}`;
      console.log(url);
    },
  },
  (request, info) => {
    const { pathname } = new URL(request.url);
    if (pathname === "/ports") return Response.json(ports);
    return (own.get(pathname) ?? conformance)(request, info);
  },
);
