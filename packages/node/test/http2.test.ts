// `withCors` on node:http2: the shared conformance cases, and what is specific to its responses.
import { once } from "node:events";
import {
  type ClientHttp2Session,
  connect,
  createServer,
  type Http2Server,
  type Http2ServerRequest,
  type Http2ServerResponse,
  type OutgoingHttpHeaders,
} from "node:http2";
import type { AddressInfo } from "node:net";
import { setTimeout as wait } from "node:timers/promises";
import { describeRuntime } from "@fetch-cors/conformance/runtime";
import { afterAll, afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { withCors } from "../src/index.ts";
import { type CaseRoute, conformanceListener, linesOf, type Send, sendBody } from "./conformance-listener.ts";
import { latch } from "./latch.ts";
import { APP, EVIL } from "./serve.ts";

type Listener = (req: Http2ServerRequest, res: Http2ServerResponse) => unknown;

const policy = { origin: APP };
const GET_FROM_APP = { origin: APP };

/** Sends with `writeHead` and an object. HTTP/2 has no status text. */
const send: Send = async (response, res) => {
  const headers: Record<string, string[]> = {};
  for (const [name, value] of linesOf(response.headers)) headers[name] = [...(headers[name] ?? []), value];
  res.writeHead(response.status, headers);
  return sendBody(response, res);
};

const mount = ({ corsArguments, respond }: CaseRoute): Listener =>
  corsArguments.reduceRight<Listener>(
    (listener, policyAndHooks) => withCors(listener, ...(policyAndHooks as unknown as [never])),
    (req, res) => {
      const response = respond(req as never);
      const later = response instanceof Response ? undefined : Promise.resolve(response);
      return later ? later.then((it) => send(it, res as never)) : send(response as Response, res as never);
    },
  );

interface Http2Answer {
  readonly headers: Record<string, string | string[] | undefined>;
  readonly status: number;
  readonly body: string;
}

/** Sends a request, and reads the whole response. */
async function ask(
  session: ClientHttp2Session,
  headers: OutgoingHttpHeaders = {},
  body?: string,
): Promise<Http2Answer> {
  const stream = session.request(headers, { endStream: body === undefined });
  if (body !== undefined) stream.end(body);
  const [answered] = await once(stream, "response");
  const { ":status": status, ...rest } = answered;
  let text = "";
  for await (const chunk of stream.setEncoding("utf8")) text += chunk;
  return { status, headers: rest, body: text };
}

/** `fetch` over a session, for the conformance cases. */
const fetchOver =
  (session: () => ClientHttp2Session) =>
  async (input: Request | string): Promise<Response> => {
    const request = new Request(input);
    const { host, pathname, search } = new URL(request.url);
    const { status, headers, body } = await ask(session(), {
      ":method": request.method,
      ":path": pathname + search,
      ":authority": host,
      ...Object.fromEntries(request.headers),
    });
    const response = new Response([204, 304].includes(status) ? null : body, { status });
    response.headers.delete("content-type");
    for (const [name, values = []] of Object.entries(headers)) {
      for (const value of [values].flat()) response.headers.append(name, value);
    }
    return response;
  };

async function listen(server: Http2Server): Promise<{ url: string; session: ClientHttp2Session; stop: () => void }> {
  await once(server.listen(0, "127.0.0.1"), "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const session = connect(url);
  const stop = (): void => {
    session.destroy();
    server.close();
  };
  return { url, session, stop };
}

async function serve(listener: Listener): Promise<ClientHttp2Session> {
  const { session, stop } = await listen(createServer(listener));
  onTestFinished(stop);
  return session;
}

beforeEach(() => void vi.spyOn(console, "error").mockImplementation(() => undefined));
afterEach(() => void vi.restoreAllMocks());
afterAll(() => void vi.unstubAllGlobals());

let base = "";

/** The warnings of the whole file, because Node emits a warning once per process. */
const warnings: Error[] = [];
const noteWarning = (warning: Error): unknown => warning.name === "UnsupportedWarning" && warnings.push(warning);
process.on("warning", noteWarning);
afterAll(() => void process.off("warning", noteWarning));

describeRuntime(
  {
    adapter: "@fetch-cors/node",
    skipsInnerPolicy: true,
    runtime: `Node ${process.versions.node} (node:http2)`,
    transportHeaders: ["date"],
    losesStatusText: true,
    start: async () => {
      const listener = conformanceListener(mount as never, send, () => base);
      const running = await listen(createServer(listener as never));
      base = running.url;
      // The fetch of Node does not support HTTP/2 without TLS.
      vi.stubGlobal(
        "fetch",
        fetchOver(() => running.session),
      );
      return running;
    },
  },
  () => {
    const ways: Record<string, Listener> = {
      end: (_req, res) => res.end("hello"),
      "write and end": (_req, res) => {
        res.write("hel");
        res.end("lo");
      },
      flushHeaders: (_req, res) => {
        (res as unknown as { flushHeaders(): void }).flushHeaders();
        res.end("hello");
      },
      "writeHead with an object": (_req, res) =>
        res.writeHead(200, { "access-control-allow-origin": "*" }).end("hello"),
      "writeHead with names and values": (_req, res) =>
        res.writeHead(200, ["Access-Control-Allow-Origin", "*", "Vary", "Origin"] as never).end("hello"),
      "informational responses before": (_req, res) => {
        res.writeContinue();
        res.writeEarlyHints({ link: "</style.css>; rel=preload; as=style" });
        res.end("hello");
      },
    };
    test.each(Object.entries(ways))("the CORS headers are sent with %s", async (_, listener) => {
      const session = await serve(withCors(listener, policy));
      const allowed = await ask(session, GET_FROM_APP);
      expect(allowed).toMatchObject({ status: 200, body: "hello" });
      expect(allowed.headers).toMatchObject({ "access-control-allow-origin": APP, vary: "Origin" });
      const denied = await ask(session, { origin: EVIL });
      expect([denied.headers["access-control-allow-origin"], denied.headers["vary"]]).toEqual([undefined, "Origin"]);
    });

    test("several Vary lines are merged into one", async () => {
      const session = await serve(
        withCors((_req: Http2ServerRequest, res: Http2ServerResponse) => {
          res.setHeader("Vary", ["Accept", "Cookie"] as never);
          res.end();
        }, policy),
      );
      expect((await ask(session)).headers["vary"]).toBe("Accept, Cookie, Origin");
    });

    test("two Origin lines are denied", async () => {
      const session = await serve(withCors((_req, res) => res.end(), { origin: (origin) => origin.startsWith(APP) }));
      const { headers } = await ask(session, { origin: [APP, EVIL] as never });
      expect([headers["access-control-allow-origin"], headers["vary"]]).toEqual([undefined, "Origin"]);
    });

    test("a preflight with an unread body does not block the next request of the session", async () => {
      const session = await serve(withCors((_req, res) => res.end("next"), policy));
      const preflight = { ":method": "OPTIONS", origin: APP, "access-control-request-method": "PUT" };
      for (let count = 0; count < 5; count += 1) {
        expect((await ask(session, preflight, "x".repeat(100_000))).status).toBe(204);
      }
      expect((await ask(session, GET_FROM_APP)).body).toBe("next");
    });

    test("a listener that fails during its response resets the stream", async () => {
      const session = await serve(
        withCors(async (_req: Http2ServerRequest, res: Http2ServerResponse) => {
          res.write("half");
          await wait(10);
          throw undefined;
        }, policy),
      );
      await expect(ask(session, GET_FROM_APP)).rejects.toThrow("NGHTTP2_INTERNAL_ERROR");
    });

    test("the response to a failed listener keeps earlier headers, and Node emits no warning", async () => {
      const wrapped = withCors((_req: Http2ServerRequest, res: Http2ServerResponse) => {
        res.setHeader("X-Own", "1");
        throw new Error("secret");
      }, policy);
      const session = await serve((req, res) => {
        res.setHeader("X-Request-Id", "7");
        return wrapped(req, res);
      });
      const { status, headers } = await ask(session, GET_FROM_APP);
      expect([status, headers["access-control-allow-origin"]]).toEqual([500, APP]);
      expect([headers["x-request-id"], headers["x-own"]]).toEqual(["7", undefined]);
      // Node emits warnings asynchronously.
      await wait(5);
      expect(warnings).toEqual([]);
    });

    test.each(["GET", "OPTIONS"])(
      "a predicate that fails does not replace an earlier response to %s",
      async (method) => {
        const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
        const done = latch<unknown>();
        const wrapped = withCors((_req: Http2ServerRequest, res: Http2ServerResponse) => res.end(), {
          origin: () => wait(5).then(() => Promise.reject(new Error("no database"))),
        });
        const session = await serve((req, res) => {
          Promise.resolve(wrapped(req, res))
            .catch((error) => error)
            .then(done.open);
          res.writeHead(503).end("too late");
        });
        const headers = { ":method": method, origin: APP, "access-control-request-method": "PUT" };
        expect(await ask(session, headers)).toMatchObject({ status: 503, body: "too late" });
        expect(await done.promise).toBe(undefined);
        expect(log.mock.calls).toEqual([[new Error("no database")]]);
      },
    );

    test.each(["GET", "OPTIONS"])(
      "a predicate that fails resets an incomplete response to %s",
      async (method) => {
        const wrapped = withCors((_req: Http2ServerRequest, res: Http2ServerResponse) => res.end(), {
          origin: () => wait(20).then(() => Promise.reject(new Error("no database"))),
        });
        const session = await serve(async (req, res) => {
          const done = wrapped(req, res);
          res.write("half");
          await done;
        });
        const headers = { ":method": method, origin: APP, "access-control-request-method": "PUT" };
        await expect(ask(session, headers)).rejects.toThrow("NGHTTP2_INTERNAL_ERROR");
      },
      5_000,
    );

    test.each(["GET", "OPTIONS"])("a predicate can fail after the stream of %s is closed", async (method) => {
      const [calledPredicate, closed, answered, done] = [latch(), latch(), latch(), latch<unknown>()];
      const wrapped = withCors((_req: Http2ServerRequest, res: Http2ServerResponse) => res.end(), {
        origin: () => {
          calledPredicate.open();
          return answered.promise.then(() => Promise.reject(new Error("no database")));
        },
      });
      const session = await serve((req, res) => {
        res.on("close", closed.open);
        Promise.resolve(wrapped(req, res))
          .catch((error) => error)
          .then(done.open);
      });
      const headers = { ":method": method, origin: APP, "access-control-request-method": "PUT" };
      const stream = session.request(headers).on("error", () => undefined);
      await calledPredicate.promise;
      stream.close(8);
      await closed.promise;
      answered.open();
      expect(await done.promise).toBe(undefined);
    });

    test.each(["GET", "OPTIONS"])("the stream of %s can be closed while a predicate is pending", async (method) => {
      const [calledPredicate, closed, answered] = [latch(), latch(), latch<boolean>()];
      const done = latch<boolean>();
      const listener = withCors(
        (_req: Http2ServerRequest, res: Http2ServerResponse) => res.writeHead(200, { "x-a": "b" }).end(),
        {
          origin: () => {
            calledPredicate.open();
            return answered.promise;
          },
        },
      );
      const session = await serve(async (req, res) => {
        res.on("close", closed.open);
        await listener(req, res);
        done.open(res.stream.destroyed);
      });
      const headers = { ":method": method, origin: APP, "access-control-request-method": "PUT" };
      const stream = session.request(headers).on("error", () => undefined);
      await calledPredicate.promise;
      stream.close(8);
      await closed.promise;
      answered.open(true);
      expect(await done.promise).toBe(true);
      expect((await ask(session)).status).toBe(200);
    });
  },
);
