// Every form of options that respond to requests, each served twice: by Bun alone, and with a policy.
import { withCors } from "../../src/index.ts";
import { options, policy } from "./policy.ts";

const FILES = `${process.env["FILES"]}/`;
const say = (text: string) => (): Response => new Response(text, { headers: { "X-Said": text } });
const fetch = (request: Request): Response => new Response(`${request.method} by fetch`);

/** A class with private members and getters. */
class WithPrivateMembers {
  readonly #routes = { "/": say("private"), "/method": { GET: say("private method") } };
  readonly #port = 0;
  readonly hostname = "127.0.0.1";
  get port(): number {
    return this.#port;
  }
  get routes(): object {
    return this.#routes;
  }
  get development(): boolean {
    return this.#port !== 0;
  }
  fetch(request: Request): Response {
    return fetch(request);
  }
}

/** Functions, because two servers must not share a response. */
const FORMS: Readonly<Record<string, () => object>> = {
  static: () => ({
    static: { "/": new Response("static"), "/function": say("function"), "/method": { GET: say("got") } },
    fetch,
  }),
  staticAlone: () => ({ static: { "/": new Response("static"), "/function": say("function") } }),
  staticBesideRoutes: () => ({ static: { "/": say("ignored") }, routes: { "/": say("route") }, fetch }),
  functionWithRoutes: () => ({ routes: Object.assign(() => {}, { "/": say("of a function") }), fetch }),
  routesOfAGetter: () => ({
    routes: {
      get "/"() {
        return say("of a getter");
      },
    },
    fetch,
  }),
  privateMembers: () => new WithPrivateMembers(),
  inheritedFetch: () => Object.create({ ...options, fetch }),
  methods: () => ({
    routes: {
      "/": { GET: say("got"), TRACE: say("traced"), CONNECT: say("connected"), POST: new Response("posted") },
      "/trace": { TRACE: say("traced") },
      "/hidden": Object.defineProperty({}, "GET", { value: say("hidden") }),
      "/directory": { GET: say("got"), dir: "." },
      "/undefined": { GET: undefined, POST: say("posted") },
    },
    fetch,
  }),
  methodsWithoutFetch: () => ({ routes: { "/": { GET: say("got"), TRACE: say("traced") } } }),
  responses: () => ({
    routes: {
      "/text": new Response("a text"),
      "/empty": new Response(""),
      "/none": new Response(null),
      "/json": Response.json({ a: 1 }),
      "/typed": new Response("typed", { headers: { "Content-Type": "text/x-mine" } }),
      "/blob": new Response(new Blob(["a blob"], { type: "text/x-blob" })),
      "/failure": new Response("failure", { status: 500 }),
      "/redirect": Response.redirect("/elsewhere", 302),
      "/not-modified": new Response(null, { status: 304 }),
      "/length": new Response("a wrong length", { headers: { "Content-Length": "1" } }),
      "/s3": new Response(new Bun.S3Client({ accessKeyId: "id", secretAccessKey: "secret", bucket: "b" }).file("key")),
    },
  }),
  bytes: () => ({ routes: { "/": new Response(new Uint8Array([0, 1, 255])) } }),
  files: () => ({
    routes: {
      "/text": Bun.file(`${FILES}forms.txt`),
      "/unknown": Bun.file(`${FILES}forms`),
      "/zip": Bun.file(`${FILES}forms.zip`),
      "/json": Bun.file(`${FILES}forms.json`),
      "/typed": new Response(Bun.file(`${FILES}forms`, { type: "application/x-mine" })),
      "/named": new Response(Bun.file(`${FILES}forms.zip`), {
        headers: { "Content-Disposition": 'attachment; filename="mine.zip"' },
      }),
      "/created": new Response(Bun.file(`${FILES}forms.zip`), { status: 201 }),
      "/part": new Response(Bun.file(`${FILES}forms.txt`).slice(2, 6)),
      "/changing": Bun.file(`${FILES}changing.txt`),
      "/changing-unknown": Bun.file(`${FILES}changing`),
      "/big": Bun.file(`${FILES}forms-big.zip`),
      "/method": { GET: Bun.file(`${FILES}forms`) },
    },
    fetch,
  }),
};

const entries = Object.entries(FORMS).flatMap(([name, form]) => {
  // Bun reads all options from an object that is not plain.
  const make = (): object => (Object.getPrototypeOf(form()) === Object.prototype ? { ...options, ...form() } : form());
  return [
    [`bare ${name}`, Bun.serve(make() as never)],
    [name, Bun.serve(withCors(make(), policy) as never)],
  ] as const;
});
export const forms: Readonly<Record<string, Bun.Server<undefined>>> = Object.fromEntries(entries);
