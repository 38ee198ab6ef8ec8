// `cors` in Fastify, with @fastify/middie and as a hook: the shared conformance cases, and what is specific to Fastify.
import { createRequire } from "node:module";
import { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import middie from "@fastify/middie";
import { describeRuntime, type Running } from "@fetch-cors/conformance/runtime";
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { describe, expect, onTestFinished, test } from "vitest";
import { cors } from "../src/index.ts";
import { type CaseListener, type CaseRoute, conformanceListener, linesOf } from "./conformance-listener.ts";
import { APP, ask, FROM_APP, FROM_EVIL, PREFLIGHT } from "./serve.ts";
import { TRANSPORT_HEADERS } from "./transport-headers.ts";

const { version } = createRequire(import.meta.url)("fastify/package.json");
const policy = { origin: APP };
const ALLOWED = [`access-control-allow-origin: ${APP}`, "vary: Origin"];
const DENIED = ["vary: Origin"];

/** Sends with the reply of Fastify. */
function replyWith({ status, statusText, headers, body }: Response, reply: FastifyReply): FastifyReply {
  if (statusText) reply.raw.statusMessage = statusText;
  reply.code(status);
  for (const [name, value] of linesOf(headers)) reply.header(name, value);
  return reply.send(body ? Readable.fromWeb(body as never) : undefined);
}

async function start(app: FastifyInstance): Promise<Running> {
  return { url: await app.listen({ host: "127.0.0.1", port: 0 }), stop: () => app.close() };
}

/** Starts one application for all cases: their policies are middleware, and a route looks the case up. */
async function startCases(): Promise<Running> {
  const routes = new WeakMap<object, CaseRoute>();
  let base = "";
  const mount = (route: CaseRoute): CaseListener => {
    const chain = route.corsArguments.map((corsArguments) => cors(...(corsArguments as unknown as [never])));
    return (req, res, next) => {
      routes.set(req, route);
      const enter = (index: number): unknown =>
        index < chain.length
          ? chain[index]?.(req, res, (...failure: readonly unknown[]) =>
              failure.length > 0 ? next(failure[0]) : enter(index + 1),
            )
          : next();
      return enter(0);
    };
  };
  const send = async (response: Response, res: unknown): Promise<unknown> => {
    const { status, headers } = response;
    const raw = res as FastifyReply["raw"];
    return raw.writeHead(status, linesOf(headers) as never).end(Buffer.from(await response.arrayBuffer()));
  };
  const app = fastify({ forceCloseConnections: true });
  await app.register(middie);
  app.use(conformanceListener(mount, send, () => base) as never);
  const handler = async ({ raw }: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
    replyWith(await (routes.get(raw) as CaseRoute).respond(raw), reply);
  app.all("/*", handler);
  app.setErrorHandler(async (error, { raw }, reply) =>
    replyWith(await (routes.get(raw) as CaseRoute).respondToError(error, raw), reply),
  );
  const running = await start(app);
  base = running.url;
  return running;
}

describeRuntime(
  {
    adapter: "@fetch-cors/node",
    skipsInnerPolicy: true,
    runtime: `Fastify ${version} on Node ${process.versions.node}`,
    transportHeaders: [...TRANSPORT_HEADERS, "content-type"],
    start: startCases,
  },
  () => {
    const mounts: Record<string, (app: FastifyInstance) => Promise<unknown>> = {
      "@fastify/middie": async (app) => {
        await app.register(middie);
        app.use(cors(policy));
      },
      "an onRequest hook": async (app) => {
        const middleware = cors(policy);
        app.addHook("onRequest", (request, reply, done) => middleware(request.raw, reply.raw, done));
      },
    };
    describe.each(Object.entries(mounts))("with %s", (_, mount) => {
      const serveFastify = async (build: (app: FastifyInstance) => unknown): Promise<string> => {
        const app = fastify({ forceCloseConnections: true });
        await mount(app);
        await build(app);
        const { url, stop } = await start(app);
        onTestFinished(async () => void (await stop()));
        return url;
      };

      test("a preflight is answered even if Fastify has no such route", async () => {
        const url = await serveFastify((app) => app.put("/users", () => []));
        const answer = await ask(`${url}/users`, PREFLIGHT);
        expect(answer).toMatchObject({ status: 204, body: "" });
        expect(answer.lines("Access-Control-Allow-Methods")).toEqual(["GET, HEAD, QUERY, PUT, PATCH, POST, DELETE"]);
      });

      test("Fastify's own 404, 500 and validation error get the CORS headers", async () => {
        const schema = { querystring: { type: "object", required: ["a"], properties: { a: { type: "number" } } } };
        const url = await serveFastify((app) => {
          app.get("/broken", () => Promise.reject(new Error("secret")));
          app.get("/valid", { schema }, () => []);
        });
        for (const [path, status] of [
          ["/nowhere", 404],
          ["/broken", 500],
          ["/valid?a=x", 400],
        ] as const) {
          expect(await ask(url + path, { headers: FROM_APP })).toMatchObject({ status, cors: ALLOWED });
          expect(await ask(url + path, { headers: FROM_EVIL })).toMatchObject({ status, cors: DENIED });
        }
      });

      test("CORS headers of a reply are replaced, and its Vary is merged into one line", async () => {
        const url = await serveFastify((app) =>
          app.get("/", (_request, reply) =>
            reply
              .headers({ "access-control-allow-origin": "*", "Access-Control-Allow-Credentials": "true" })
              .header("Vary", "Accept")
              .header("set-cookie", "a=1")
              .header("set-cookie", "b=2")
              .send([]),
          ),
        );
        const answer = await ask(url, { headers: FROM_APP });
        expect(answer.cors).toEqual([ALLOWED[0], "vary: Accept, Origin"]);
        expect(answer.lines("Set-Cookie")).toEqual(["a=1", "b=2"]);
        expect((await ask(url, { headers: FROM_EVIL })).cors).toEqual(["vary: Accept, Origin"]);
      });

      test("a stream, a Response, a redirect and a hijacked reply get the CORS headers", async () => {
        const url = await serveFastify((app) => {
          app.get("/stream", (_request, reply) => reply.send(Readable.from(["1", "2"])));
          app.get("/response", () => new Response("12", { headers: { "Access-Control-Allow-Origin": "*" } }));
          app.get("/redirect", (_request, reply) => reply.redirect("/stream"));
          app.get("/raw", (_request, reply) => void reply.hijack().raw.end("12"));
        });
        for (const path of ["/stream", "/response", "/raw"]) {
          expect(await ask(url + path, { headers: FROM_APP })).toMatchObject({
            status: 200,
            body: "12",
            cors: ALLOWED,
          });
        }
        expect(await ask(`${url}/redirect`, { headers: FROM_APP })).toMatchObject({ status: 302, cors: ALLOWED });
      });
    });

    test("a hook that waits for a predicate continues once", async () => {
      const app = fastify({ forceCloseConnections: true });
      const middleware = cors({ origin: async (origin) => wait(2, origin === APP) });
      app.addHook("onRequest", (request, reply, done) => middleware(request.raw, reply.raw, done));
      let runs = 0;
      app.get("/", () => {
        runs += 1;
        return wait(10, []);
      });
      const { url, stop } = await start(app);
      onTestFinished(async () => void (await stop()));
      expect(await ask(url, { headers: FROM_APP })).toMatchObject({ status: 200, cors: ALLOWED });
      expect(await ask(url, { headers: FROM_EVIL })).toMatchObject({ status: 200, cors: DENIED });
      await wait(20);
      expect(runs).toBe(2);
    });

    test("the error of a predicate goes to Fastify's error handler, whose response has no CORS headers", async () => {
      const app = fastify({ forceCloseConnections: true });
      await app.register(middie);
      app.use(
        cors({
          origin: async () => {
            throw new Error("no database");
          },
        }),
      );
      app.get("/", () => []);
      const { url, stop } = await start(app);
      onTestFinished(async () => void (await stop()));
      const answer = await ask(url, { headers: FROM_APP });
      expect(answer).toMatchObject({ status: 500, cors: DENIED });
      expect(answer.body).toContain("no database");
    });
  },
);
