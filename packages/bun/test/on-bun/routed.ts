// A server with every kind of route that Bun supports; `never` marks kinds that its types lack.
import { withCors } from "../../src/index.ts";
import page from "./page.html";
import { options, policy } from "./policy.ts";

const FOLDER = `${import.meta.dir}/`;
/** The folder in which the tests write files. */
const FILES = `${process.env["FILES"]}/`;

/** The observed decisions. */
export const decisions: string[] = [];

let cancelled = 0;
const ticks = (request: Request): Response => {
  let timer: Timer | undefined;
  const body = new ReadableStream({
    start(controller): void {
      const tick = (): void => controller.enqueue(`data: ${Date.now()}\n\n`);
      tick();
      timer = setInterval(tick, 20);
      request.signal.addEventListener("abort", () => {
        clearInterval(timer);
        cancelled += 1;
      });
    },
    cancel: () => clearInterval(timer),
  });
  return new Response(body, { headers: { "Content-Type": "text/event-stream" } });
};
const withCookies = (): Response => {
  const response = new Response("cookies");
  response.headers.append("Set-Cookie", "a=1; Path=/");
  response.headers.append("Set-Cookie", "b=2; Expires=Wed, 21 Oct 2037 07:28:00 GMT");
  return response;
};

export const routed = Bun.serve(
  withCors(
    {
      ...options,
      routes: {
        "/users/:id": (request, server) =>
          Response.json({ id: request.params.id, port: server.port, address: server.requestIP(request)?.address }),
        "/method": {
          GET: () => new Response("got"),
          POST: async (request) => Response.json(await request.json(), { status: 201 }),
          DELETE: new Response("deleted", { status: 202 }),
        },
        "/own-options": {
          GET: () => new Response("got"),
          OPTIONS: () => new Response("own", { headers: { Allow: "GET" } }),
        },
        "/static": new Response("static", {
          status: 200,
          headers: [
            ["X-Static", "1"],
            ["Vary", "Accept-Language"],
            ["Set-Cookie", "a=1"],
            ["Set-Cookie", "b=2"],
          ],
        }),
        "/static-tagged": new Response("tagged", {
          headers: { ETag: '"mine"', "Access-Control-Allow-Origin": "https://evil.example" },
        }),
        "/static-teapot": new Response("teapot", { status: 418, statusText: "Short And Stout" }),
        "/static-redirect": Response.redirect("https://www.example.com/", 307),
        "/static-empty": new Response(null, { status: 204 }),
        "/file": Bun.file(`${FILES}file.txt`),
        "/file-response": new Response(Bun.file(`${FILES}file.txt`), { headers: { "Content-Type": "text/x-mine" } }),
        "/growing": Bun.file(`${FILES}growing.txt`),
        "/missing": Bun.file(`${FILES}missing.txt`),
        "/folder-as-file": Bun.file(FOLDER),
        "/mixed": { GET: Bun.file(`${FILES}file.txt`) as never, POST: () => new Response("posted") },
        "/page": page,
        "/page-and-post": { GET: page as never, POST: () => new Response("posted") },
        "/public/*": { dir: `${FOLDER}public` },
        "/off": false,
        "/off-method": { GET: () => new Response("got"), POST: false as never },
        "/wild/*": () => new Response("wild"),
        "/big-file": () => new Response(Bun.file(`${FILES}big.bin`)),
        "/missing-in-handler": () => new Response(Bun.file(`${FILES}missing.txt`)),
        "/cookie-map": (request) => {
          request.cookies.set("map", "1");
          return new Response("set");
        },
        "/cookies": withCookies,
        "/ticks": ticks,
        "/cancelled": () => Response.json(cancelled),
        "/gzip": () =>
          new Response(Bun.gzipSync("zipped"), {
            headers: { "Content-Encoding": "gzip", Vary: "accept-encoding, ORIGIN" },
          }),
        "/proxied": (): Promise<Response> => fetch(new URL("/users/9", routed.url)),
        "/slow": async () => {
          await Bun.sleep(200);
          return new Response("slow");
        },
        "/throws": () => {
          throw new Error("private");
        },
        "/unreturned": (() => undefined) as never,
        "/wrapped-already": withCors(() => new Response("wrapped"), { origin: "https://other.example" }),
      },
    },
    policy,
    {
      onDecision: (decision, request, server) =>
        decisions.push(`${decision.kind} ${new URL(request.url).port === `${server.port}`}`),
    },
  ),
);
