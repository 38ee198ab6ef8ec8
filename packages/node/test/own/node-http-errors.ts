// Errors, and requests whose client is gone, on node:http.
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { withCors } from "../../src/index.ts";
import { latch } from "../latch.ts";
import { APP, ask, FROM_APP, FROM_EVIL, listen, PREFLIGHT, serve } from "../serve.ts";

const policy = { origin: APP };
const ALLOWED = [`access-control-allow-origin: ${APP}`, "vary: Origin"];
const DENIED = ["vary: Origin"];

type Listener = (req: IncomingMessage, res: ServerResponse) => unknown;

/** Collects uncaught exceptions and unhandled rejections during a test. */
function uncaught(): unknown[] {
  const errors: unknown[] = [];
  const names = ["uncaughtException", "unhandledRejection"] as const;
  const before = names.map((name) => process.listeners(name as "uncaughtException"));
  const note = (error: unknown): unknown => errors.push(error);
  for (const name of names) process.removeAllListeners(name).on(name as "uncaughtException", note);
  onTestFinished(() => {
    names.forEach((name, index) => {
      process.removeAllListeners(name);
      for (const listener of before[index] ?? []) process.on(name as "uncaughtException", listener);
    });
  });
  return errors;
}

export function ownErrorCases(): void {
  const failures: Record<string, Listener> = {
    throws: () => {
      throw new Error("secret");
    },
    rejects: async () => {
      throw new Error("secret");
    },
    "throws once it has set headers": (_req, res) => {
      res.statusCode = 201;
      res.setHeader("Content-Length", 1000);
      res.setHeader("Content-Encoding", "gzip");
      res.setHeader("Set-Cookie", ["a=1"]);
      res.setHeader("Access-Control-Allow-Origin", "*");
      res.setHeader("Vary", "Accept");
      throw new Error("secret");
    },
  };
  describe("a listener that", () => {
    test.each(Object.entries(failures))(
      "%s produces a 500 that the page can read, without its own headers",
      async (_, listener) => {
        const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
        const url = await serve(withCors(listener, policy));
        const answer = await ask(url, { headers: FROM_APP });
        expect(answer).toMatchObject({ status: 500, body: "Internal Server Error", cors: ALLOWED });
        expect(answer.lines("Content-Type")).toEqual(["text/plain;charset=UTF-8"]);
        for (const name of ["Set-Cookie", "Content-Encoding"]) expect(answer.lines(name)).toEqual([]);
        expect(log.mock.calls).toEqual([[new Error("secret")]]);
        expect(await ask(url, { headers: FROM_EVIL })).toMatchObject({ status: 500, cors: DENIED });
        expect(await ask(url)).toMatchObject({ status: 500, cors: DENIED });
      },
    );

    test("fails keeps earlier headers, but not its own headers or status text", async () => {
      const wrapped = withCors((_req: IncomingMessage, res: ServerResponse) => {
        res.statusMessage = "All is well";
        res.setHeader("X-Own", "1");
        throw new Error("secret");
      }, policy);
      const url = await serve((req, res) => {
        res.setHeader("X-Request-Id", "7");
        res.setHeader("Vary", "Accept");
        return wrapped(req, res);
      });
      const answer = await ask(url, { headers: FROM_APP });
      expect(answer).toMatchObject({ status: 500, statusText: "Internal Server Error" });
      expect(answer.cors).toEqual([ALLOWED[0], "vary: Accept, Origin"]);
      expect([answer.lines("X-Request-Id"), answer.lines("X-Own")]).toEqual([["7"], []]);
    });

    test.each([
      ["throws", false],
      ["rejects", true],
    ])("%s during its response closes the connection", async (_, isAsync) => {
      const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
      const errors = uncaught();
      const server = createServer(
        withCors((_req: IncomingMessage, res: ServerResponse) => {
          res.writeHead(200, { "Content-Length": 1000 });
          res.write("half");
          if (isAsync) return wait(5).then(() => Promise.reject(new Error("late")));
          throw new Error("late");
        }, policy),
      );
      const blamed = vi.fn();
      server.on("clientError", blamed);
      const { url, stop } = await listen(server);
      onTestFinished(() => void stop());
      await expect(ask(url, { headers: FROM_APP })).rejects.toThrow(/aborted|hang up/);
      expect([log.mock.calls, errors]).toEqual([[[new Error("late")]], []]);
      expect(blamed).not.toHaveBeenCalled();
    });

    test("rejects after its response does not affect the response or the connection", async () => {
      const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
      const url = await serve(
        withCors(async (_req: IncomingMessage, res: ServerResponse) => {
          res.end("x".repeat(20_000_000));
          throw new Error("after");
        }, policy),
      );
      expect((await ask(url)).body).toHaveLength(20_000_000);
      expect(log.mock.calls).toEqual([[new Error("after")]]);
    });

    test("fails calls onError, whose response has the CORS headers", async () => {
      const url = await serve(
        withCors(failures["throws once it has set headers"] as Listener, policy, {
          onError: async (error, req, res) => {
            await wait(1);
            res.writeHead(503, { "Retry-After": "5", "Access-Control-Allow-Origin": "*" });
            res.end(`${req.method}: ${(error as Error).message}`);
          },
        }),
      );
      const answer = await ask(url, { headers: FROM_APP });
      expect(answer).toMatchObject({ status: 503, body: "GET: secret", cors: ALLOWED });
      expect([answer.lines("Retry-After"), answer.lines("Set-Cookie")]).toEqual([["5"], []]);
    });

    const responses: Record<string, () => unknown> = {
      "a Response": () => Response.json({ id: 7 }),
      "a promise of one": async () => Response.json({ id: 7 }),
    };
    test.each(Object.entries(responses))("returns %s produces a 500, and an explanation is logged", async (_, run) => {
      const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
      const url = await serve(withCors(run, policy));
      expect(await ask(url, { headers: FROM_APP })).toMatchObject({
        status: 500,
        body: "Internal Server Error",
        cors: ALLOWED,
      });
      const message = expect.stringMatching(/^the listener returned a Response.*write the response with res/);
      expect(log.mock.calls).toEqual([[expect.objectContaining({ name: "TypeError", message })]]);
    });

    test.each(Object.entries(responses))(
      "returns %s causes an error, which onError or the caller gets",
      async (_, run) => {
        const hook = (error: unknown, _req: unknown, res: ServerResponse): unknown =>
          res.writeHead(503).end((error as Error).message);
        const url = await serve(withCors(run, policy, { onError: hook }));
        const answer = await ask(url, { headers: FROM_APP });
        expect(answer).toMatchObject({ status: 503, cors: ALLOWED });
        expect(answer.body).toContain("the listener returned a Response");
        const thrown = withCors(run, policy, { onError: "throw" });
        const outer = await serve(async (req, res) => {
          try {
            await thrown(req, res);
          } catch (error) {
            res.writeHead(502).end((error as Error).message);
          }
        });
        expect((await ask(outer)).body).toContain("the listener returned a Response");
      },
    );

    test("returns a Response after it has responded causes no error", async () => {
      const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
      const url = await serve(
        withCors(async (_req: IncomingMessage, res: ServerResponse): Promise<unknown> => {
          const upstream = Response.json({ id: 7 });
          res.end(await upstream.text());
          return upstream;
        }, policy),
      );
      expect(await ask(url, { headers: FROM_APP })).toMatchObject({ status: 200, body: '{"id":7}', cors: ALLOWED });
      expect(log).not.toHaveBeenCalled();
    });

    test.each(Object.entries(responses))(
      "fails produces a 500 if onError returns %s, and an explanation is logged",
      async (_, onError) => {
        const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
        for (const [listener, origin, cors] of [
          [failures["throws"], APP, ALLOWED],
          [() => undefined, failures["rejects"], DENIED],
        ] as const) {
          const url = await serve(withCors(listener as Listener, { origin: origin as never }, { onError }));
          expect(await ask(url, { headers: FROM_APP })).toMatchObject({
            status: 500,
            body: "Internal Server Error",
            cors,
          });
        }
        const message = expect.stringMatching(/^onError returned a Response.*write the response with res/);
        const error = expect.objectContaining({ message, cause: new Error("secret") });
        expect(log.mock.calls).toEqual([[error], [error]]);
      },
    );

    test.each(["throws", "rejects"])('%s passes the error to the caller if onError is "throw"', async (name) => {
      const wrapped = withCors(failures[name] as Listener, policy, { onError: "throw" });
      const url = await serve(async (req, res) => {
        try {
          await wrapped(req, res);
        } catch (error) {
          res.writeHead(502, { "Access-Control-Allow-Origin": "*" }).end((error as Error).message);
        }
      });
      expect(await ask(url, { headers: FROM_APP })).toMatchObject({ status: 502, body: "secret", cors: ALLOWED });
    });
  });

  describe("a predicate or policy function that fails", () => {
    const failing = {
      "a predicate": { origin: failures["throws"] },
      "an asynchronous predicate": { origin: failures["rejects"] },
      "a policy function": failures["throws"],
      "an asynchronous policy function": failures["rejects"],
    };
    test.each(Object.entries(failing))("allows no origin, and the listener does not run: %s", async (_, broken) => {
      const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
      const listener = vi.fn((_req: IncomingMessage, res: ServerResponse) => res.end());
      const url = await serve(withCors(listener, broken as never));
      const answer = await ask(url, { headers: FROM_APP });
      expect(answer).toMatchObject({ status: 500, body: "Internal Server Error", cors: DENIED });
      expect((await ask(url, PREFLIGHT)).status).toBe(500);
      expect(listener).not.toHaveBeenCalled();
      expect(log).toHaveBeenCalledTimes(2);
    });

    test('passes the error to the caller if onError is "throw", and allows no origin', async () => {
      const wrapped = withCors(() => undefined, failing["an asynchronous predicate"] as never, { onError: "throw" });
      const url = await serve(async (req, res) => {
        await expect(wrapped(req, res)).rejects.toThrow("secret");
        res.writeHead(502, ["Access-Control-Allow-Origin", "*"]).end();
      });
      expect(await ask(url, { headers: FROM_APP })).toMatchObject({ status: 502, cors: DENIED });
    });
  });

  describe("while a predicate is pending", () => {
    test.each([
      ["an aborted request", {}],
      ["an aborted preflight", PREFLIGHT],
    ])("%s causes no error", async (_, options) => {
      const errors = uncaught();
      const calledPredicate = latch();
      const answered = latch<boolean>();
      const listener = vi.fn((_req: IncomingMessage, res: ServerResponse) =>
        res.writeHead(200, { "X-A": "1" }).end("late"),
      );
      const wrapped = withCors(listener, {
        origin: async () => {
          calledPredicate.open();
          return answered.promise;
        },
      });
      const finished = latch();
      const url = await serve(async (req, res) => {
        await wrapped(req, res);
        finished.open();
      });
      const client = request(url, { headers: FROM_APP, ...options }).on("error", () => undefined);
      client.end();
      await calledPredicate.promise;
      await new Promise((resolve) => client.once("close", resolve).destroy());
      await wait(20);
      answered.open(true);
      await finished.promise;
      await wait(20);
      expect(errors).toEqual([]);
      expect(listener).toHaveBeenCalledTimes(options === PREFLIGHT ? 0 : 1);
      expect((await ask(url, { headers: {} })).body).toBe("late");
    });

    test("the response of a timeout is not replaced", async () => {
      const errors = uncaught();
      const timedOut = latch<boolean>();
      const wrapped = withCors((_req: IncomingMessage, _res: ServerResponse) => undefined, {
        origin: () => timedOut.promise,
      });
      const url = await serve(async (req, res) => {
        const done = wrapped(req, res);
        res.writeHead(503, { "X-By": "timeout" }).end("too late");
        timedOut.open(true);
        await done;
      });
      for (const options of [{ headers: FROM_APP }, PREFLIGHT]) {
        expect(await ask(url, options)).toMatchObject({ status: 503, body: "too late", cors: [] });
      }
      expect(errors).toEqual([]);
    });

    const hooks = {
      "by default": {},
      "with onError": { onError: (_error: unknown, _req: unknown, res: ServerResponse) => res.writeHead(500).end() },
    };
    test.each(Object.entries(hooks))(
      "the response of a timeout is not replaced if the predicate fails, %s",
      async (_, hooksOption) => {
        const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
        const errors = uncaught();
        const origin = (): Promise<boolean> => wait(5).then(() => Promise.reject(new Error("no database")));
        const wrapped = withCors(() => undefined, { origin }, hooksOption);
        const finished: Promise<unknown>[] = [];
        const url = await serve((req, res) => {
          finished.push(Promise.resolve(wrapped(req, res)));
          res.writeHead(503).end("too late");
        });
        for (const options of [{ headers: FROM_APP }, PREFLIGHT]) {
          expect(await ask(url, options)).toMatchObject({ status: 503, body: "too late" });
        }
        await Promise.all(finished);
        expect([errors, log.mock.calls]).toEqual([[], [[new Error("no database")], [new Error("no database")]]]);
      },
    );

    test.each([
      ["a request", { headers: FROM_APP }],
      ["a preflight", PREFLIGHT],
    ])(
      "the connection of %s with an incomplete response is closed if the predicate fails",
      async (_, options) => {
        const errors = uncaught();
        const wrapped = withCors(() => undefined, {
          origin: () => wait(20).then(() => Promise.reject(new Error("no database"))),
        });
        const url = await serve(async (req, res) => {
          const done = wrapped(req, res);
          res.write("half");
          await done;
        });
        await expect(ask(url, options)).rejects.toThrow(/aborted|hang up/);
        expect(errors).toEqual([]);
      },
      5_000,
    );
  });
}
