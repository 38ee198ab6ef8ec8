// Cases that are specific to Express, in versions 4 and 5.
import type { IncomingMessage } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import compression from "compression";
import type express from "express";
import { describe, expect, test, vi } from "vitest";
import { cors, definePolicy, withCors } from "../../src/index.ts";
import { APP, ask, EVIL, FROM_APP, FROM_EVIL, PREFLIGHT, serve } from "../serve.ts";

const policy = definePolicy({ origin: APP });
const ALLOWED = [`access-control-allow-origin: ${APP}`, "vary: Origin"];
const DENIED = ["vary: Origin"];
const NO_ERROR = expect.objectContaining({ message: "the thrown value is not an Error" });
const REACHED_ERROR_HANDLER: express.ErrorRequestHandler = (error, _req, res, _next) => {
  res.status(500).json({ error: String(error) });
};

/** Middleware that changes headers when they are sent, as `compression` does. */
const onWriteHead =
  (set: (res: express.Response) => unknown): express.RequestHandler =>
  (_req, res, next) => {
    const { writeHead } = res;
    res.writeHead = function (this: express.Response, ...args: unknown[]): express.Response {
      set(this);
      return (writeHead as (...all: unknown[]) => express.Response).apply(this, args);
    } as never;
    next();
  };

export function ownCases(create: typeof express): void {
  /** Creates an application with the policy first. */
  const app = (): express.Express => create().use(cors(policy));
  const url = (application: express.Express): Promise<string> => serve(application);

  describe("a response of Express itself", () => {
    test("gets the CORS headers: a 404", async () => {
      const answer = await ask(await url(app()), { headers: FROM_APP });
      expect(answer).toMatchObject({ status: 404, cors: ALLOWED });
    });

    test("gets the CORS headers: a 400 for invalid JSON, and a 413 for a body that is too long", async () => {
      const at = await url(app().use(create.json({ limit: 10 })));
      const post = { method: "POST", headers: { ...FROM_APP, "Content-Type": "application/json" } };
      expect(await ask(at, { ...post, body: "{" })).toMatchObject({ status: 400, cors: ALLOWED });
      expect(await ask(at, { ...post, body: JSON.stringify("x".repeat(20)) })).toMatchObject({
        status: 413,
        cors: ALLOWED,
      });
    });

    test("gets the CORS headers: a 500 for a handler that throws", async () => {
      const at = await url(
        app()
          .set("env", "test")
          .get("/", () => {
            throw new Error("secret");
          }),
      );
      expect(await ask(at, { headers: FROM_APP })).toMatchObject({ status: 500, cors: ALLOWED });
      expect(await ask(at, { headers: FROM_EVIL })).toMatchObject({ status: 500, cors: DENIED });
    });

    test("gets the CORS headers: the list of methods for a plain OPTIONS request", async () => {
      const at = await url(app().get("/", (_req, res) => void res.send("x")));
      const answer = await ask(at, { method: "OPTIONS", headers: FROM_APP });
      expect(answer).toMatchObject({
        status: 200,
        cors: [ALLOWED[0], "vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers"],
      });
      expect(answer.lines("Allow").join().replaceAll(" ", "")).toBe("GET,HEAD");
    });

    test("gets the CORS headers: a HEAD that a GET route answers, and a 304", async () => {
      const at = await url(app().get("/", (_req, res) => void res.json([])));
      expect(await ask(at, { method: "HEAD", headers: FROM_APP })).toMatchObject({
        status: 200,
        body: "",
        cors: ALLOWED,
      });
      const [etag = ""] = (await ask(at)).lines("ETag");
      expect(await ask(at, { headers: { ...FROM_APP, "If-None-Match": etag } })).toMatchObject({
        status: 304,
        cors: ALLOWED,
      });
    });

    test("gets the CORS headers: a file, a range of it, and a 416, which drops all other headers", async () => {
      const file = fileURLToPath(import.meta.url);
      const at = await url(
        app()
          .get("/", (_req, res) => void res.sendFile(file))
          .use("/files", create.static(file)),
      );
      for (const path of ["/", "/files"]) {
        const part = await ask(at + path, { headers: { ...FROM_APP, Range: "bytes=0-6" } });
        expect(part).toMatchObject({ status: 206, body: "// Case", cors: ALLOWED });
        const none = await ask(at + path, { headers: { ...FROM_APP, Range: "bytes=9999999-" } });
        expect(none).toMatchObject({ status: 416, cors: ALLOWED });
      }
    });

    test("gets the CORS headers: a redirect, and the redirect to a trailing slash", async () => {
      const folder = fileURLToPath(new URL("..", import.meta.url));
      const at = await url(
        app()
          .get("/old", (_req, res) => void res.redirect(301, "/new"))
          .use("/files", create.static(folder)),
      );
      const redirected = await ask(`${at}/old`, { headers: FROM_APP });
      expect(redirected).toMatchObject({ status: 301, cors: [ALLOWED[0], "vary: Accept, Origin"] });
      expect(await ask(`${at}/files/own`, { headers: FROM_APP })).toMatchObject({ status: 301, cors: ALLOWED });
    });
  });

  describe("a handler", () => {
    test("cannot replace the CORS headers with any method of Express", async () => {
      const at = await url(
        app().get("/", (_req, res) => {
          res.set("Access-Control-Allow-Origin", "*");
          res.header({ "access-control-allow-credentials": "true", "Access-Control-Allow-Methods": "*" });
          res.append("Access-Control-Allow-Origin", EVIL);
          res.json([]);
        }),
      );
      for (const [headers, expected] of [
        [FROM_APP, ALLOWED],
        [FROM_EVIL, DENIED],
        [{}, DENIED],
      ] as const) {
        expect((await ask(at, { headers })).cors).toEqual(expected);
      }
    });

    test("can add to Vary, which is sent as one line", async () => {
      const at = await url(
        app()
          .get("/vary", (_req, res) => void res.vary("Accept").vary("Cookie").vary("origin").json([]))
          .get("/set", (_req, res) => void res.set({ Vary: ["Accept", "Cookie"] }).json([]))
          .get("/format", (_req, res) => void res.format({ json: () => void res.json([]) })),
      );
      expect((await ask(`${at}/vary`, { headers: FROM_APP })).lines("Vary")).toEqual(["Accept, Cookie, origin"]);
      expect((await ask(`${at}/set`, { headers: FROM_APP })).lines("Vary")).toEqual(["Accept, Cookie, Origin"]);
      expect((await ask(`${at}/format`, { headers: FROM_APP })).lines("Vary")).toEqual(["Accept, Origin"]);
    });

    test("keeps every cookie", async () => {
      const at = await url(app().get("/", (_req, res) => void res.cookie("a", "1").cookie("b", "2").json([])));
      const answer = await ask(at, { headers: FROM_APP });
      expect(answer.lines("Set-Cookie")).toEqual(["a=1; Path=/", "b=2; Path=/"]);
    });

    test("can stream", async () => {
      const at = await url(
        app().get("/", async (_req, res) => {
          res.type("text/plain").write("1");
          await wait(5);
          res.end("2");
        }),
      );
      expect(await ask(at, { headers: FROM_APP })).toMatchObject({ body: "12", cors: ALLOWED });
    });

    test("and the middleware after the policy do not run for a preflight", async () => {
      const calls: string[] = [];
      const at = await url(
        app()
          .use((req, _res, next) => {
            calls.push(req.method);
            next();
          })
          .all("/", (_req, res) => void res.send("x")),
      );
      expect(await ask(at, PREFLIGHT)).toMatchObject({ status: 204, body: "" });
      await ask(at);
      expect(calls).toEqual(["GET"]);
    });
  });

  describe("other middleware", () => {
    test.each([true, false])(
      "that adds to Vary when headers are sent adds to one line (before the policy: %s)",
      async (first) => {
        const compression = onWriteHead((res) => res.vary("Accept-Encoding"));
        const application = first ? create().use(compression, cors(policy)) : create().use(cors(policy), compression);
        const at = await url(application.get("/", (_req, res) => void res.json([])));
        expect((await ask(at, { headers: FROM_APP })).lines("Vary")).toEqual([
          first ? "Origin, Accept-Encoding" : "Accept-Encoding, Origin",
        ]);
      },
    );

    test.each([true, false])("can compress (before the policy: %s)", async (first) => {
      const middleware = first ? [compression(), cors(policy)] : [cors(policy), compression()];
      const ways: Record<string, express.RequestHandler> = {
        "/send": (_req, res) => void res.type("text/plain").send("x".repeat(3000)),
        "/head": (_req, res) => {
          const headers = ["Content-Type", "text/plain", "Access-Control-Allow-Origin", "*", "X-A", "1", "X-A", "2"];
          res.writeHead(200, headers).end("x".repeat(3000));
        },
      };
      const application = create().use(...middleware);
      for (const [path, handler] of Object.entries(ways)) application.get(path, handler);
      const at = await url(application);
      for (const path of Object.keys(ways)) {
        const headers = { ...FROM_APP, "Accept-Encoding": "gzip" };
        const answer = await ask(at + path, { headers });
        expect(answer.lines("Content-Encoding")).toEqual(["gzip"]);
        expect(answer.lines("Access-Control-Allow-Origin")).toEqual([APP]);
        expect(answer.lines("Vary").join().split(", ").sort()).toEqual(["Accept-Encoding", "Origin"]);
        expect(answer.lines("X-A").join(", ")).toBe(path === "/head" ? "1, 2" : "");
        expect(
          (await ask(at + path, { headers: { ...headers, ...FROM_EVIL } })).lines("Access-Control-Allow-Origin"),
        ).toEqual([]);
      }
    });

    test("that runs before the policy keeps its headers, also in a preflight response", async () => {
      const helmet: express.RequestHandler = (_req, res, next) => {
        res.set({ "Strict-Transport-Security": "max-age=1", Vary: "X-A" });
        next();
      };
      const at = await url(
        create()
          .use(helmet, cors(policy))
          .get("/", (_req, res) => void res.json([])),
      );
      for (const options of [PREFLIGHT, { headers: FROM_APP }]) {
        const answer = await ask(at, options);
        expect(answer.lines("Strict-Transport-Security")).toEqual(["max-age=1"]);
        expect(answer.lines("Vary")).toEqual([expect.stringMatching(/^X-A, Origin/)]);
      }
    });

    test("that authenticates after the policy does not run for a preflight, and its 401 can be read", async () => {
      const at = await url(app().use((_req, res) => void res.sendStatus(401)));
      expect((await ask(at, PREFLIGHT)).status).toBe(204);
      expect(await ask(at, { headers: FROM_APP })).toMatchObject({ status: 401, cors: ALLOWED });
    });

    test("can send the headers before the policy", async () => {
      const at = await url(
        create()
          .use((_req, res, next) => {
            res.write("before ");
            next();
          }, cors(policy))
          .use((_req, res) => void res.end("after")),
      );
      expect(await ask(at, { headers: FROM_APP })).toMatchObject({ status: 200, body: "before after", cors: [] });
    });
  });

  describe("the policy of", () => {
    test("one route applies to this route, which also needs an options route", async () => {
      const at = await url(
        create()
          .options("/a", cors(policy))
          .put("/a", cors(policy), (_req, res) => void res.json([]))
          .put("/b", (_req, res) => void res.json([])),
      );
      expect(await ask(`${at}/a`, PREFLIGHT)).toMatchObject({ status: 204 });
      expect(await ask(`${at}/a`, { method: "PUT", headers: FROM_APP })).toMatchObject({ status: 200, cors: ALLOWED });
      expect((await ask(`${at}/b`, { method: "PUT", headers: FROM_APP })).cors).toEqual([]);
    });

    test("a router applies under its path, and its predicate gets the complete request", async () => {
      let calls: (string | undefined)[] = [];
      const observed = cors<express.Request, express.Response>(policy, {
        onDecision: (_decision, req) => {
          calls = [req.baseUrl, req.originalUrl, req.get("Origin")];
        },
      });
      const router = create.Router().get("/users", (_req, res) => void res.json([]));
      const at = await url(create().use("/api", observed, router));
      expect(await ask(`${at}/api/users?a=1`, { headers: FROM_APP })).toMatchObject({ status: 200, cors: ALLOWED });
      expect(calls).toEqual(["/api", "/api/users?a=1", APP]);
      expect((await ask(`${at}/other`, { headers: FROM_APP })).cors).toEqual([]);
    });

    test("an application applies to mounted applications, whatever their policies", async () => {
      const inner = create()
        .use(cors({ origin: EVIL, credentials: true }))
        .get("/", (_req, res) => void res.json([]));
      const at = await url(app().use("/inner", inner));
      expect((await ask(`${at}/inner`, { headers: FROM_APP })).cors).toEqual(ALLOWED);
      expect((await ask(`${at}/inner`, { headers: FROM_EVIL })).cors).toEqual(DENIED);
    });

    test("one path applies there, and the policy of the application adds nothing, not even Vary", async () => {
      const observed = vi.fn();
      const strict = vi.fn(() => true);
      const application = create()
        .use("/img", cors())
        .use(cors({ origin: strict, credentials: true }, { onDecision: observed }))
        .get("/img", (_req, res) => void res.send("x"))
        .get("/api", (_req, res) => void res.send("x"));
      const at = await url(application);
      for (const headers of [FROM_APP, FROM_EVIL, {}]) {
        expect((await ask(`${at}/img`, { headers })).cors).toEqual(["access-control-allow-origin: *"]);
      }
      expect((await ask(`${at}/img`, PREFLIGHT)).lines("Access-Control-Allow-Credentials")).toEqual([]);
      expect([observed.mock.calls, strict.mock.calls]).toEqual([[], []]);
      expect((await ask(`${at}/api`, { headers: FROM_APP })).cors).toEqual([
        "access-control-allow-credentials: true",
        ...ALLOWED,
      ]);
    });

    test("an application applies to a listener with a policy, and the onError of the listener still runs", async () => {
      const inner = withCors(
        () => {
          throw new Error("broken");
        },
        { origin: EVIL, credentials: true },
        { onError: (error, _req, res: express.Response) => res.status(503).send((error as Error).message) },
      );
      const at = await url(create().use(cors(), inner));
      expect(await ask(at, { headers: FROM_EVIL })).toMatchObject({
        status: 503,
        body: "broken",
        cors: ["access-control-allow-origin: *"],
      });
    });

    test("a tenant can be chosen with the request of Express", async () => {
      const tenants = new Map([["one.example", definePolicy({ origin: "https://one.example" })]]);
      const application = create();
      application.use(cors((req: express.Request) => tenants.get(req.hostname) ?? policy));
      application.get("/", (_req, res) => void res.json([]));
      const at = await url(application);
      const one = { Host: "one.example", Origin: "https://one.example" };
      expect((await ask(at, { headers: one })).cors).toEqual([
        "access-control-allow-origin: https://one.example",
        "vary: Origin",
      ]);
      expect((await ask(at, { headers: { ...one, Host: "two.example" } })).cors).toEqual(DENIED);
    });
  });

  describe("a predicate that", () => {
    const failing = {
      throws: () => {
        throw new Error("no database");
      },
      rejects: async () => {
        throw new Error("no database");
      },
    };
    test.each(Object.entries(failing))(
      "%s passes the error to Express, whose response has no CORS headers",
      async (_, origin) => {
        const at = await url(
          create()
            .use(cors({ origin }))
            .get("/", (_req, res) => void res.json([]))
            .use(((_error, _req, res, _next) => {
              res.set("Access-Control-Allow-Origin", "*").status(500).json({ error: "sorry" });
            }) as express.ErrorRequestHandler),
        );
        const answer = await ask(at, { headers: FROM_APP });
        expect(answer).toMatchObject({ status: 500, body: '{"error":"sorry"}', cors: DENIED });
        expect(await ask(at, PREFLIGHT)).toMatchObject({
          status: 500,
          cors: ["vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers"],
        });
      },
    );

    test.each(Object.entries(failing))("%s calls onError if it is set", async (_, origin) => {
      const onError = (error: unknown, _req: IncomingMessage, res: express.Response): unknown =>
        res
          .set("Access-Control-Allow-Origin", "*")
          .status(503)
          .send((error as Error).message);
      const at = await url(create().use(cors({ origin }, { onError })));
      expect(await ask(at, { headers: FROM_APP })).toMatchObject({ status: 503, body: "no database", cors: DENIED });
    });

    test.each([
      ["a Response", () => Response.json({})],
      ["a promise of one", async () => Response.json({})],
    ])("throws produces a 500 if onError returns %s, and an explanation is logged", async (_, onError) => {
      const log = vi.spyOn(console, "error");
      const handler = vi.fn();
      const hooks = { onError: onError as () => unknown };
      const at = await url(
        create()
          .use(cors({ origin: failing.throws }, hooks))
          .use(handler),
      );
      expect(await ask(at, { headers: FROM_APP })).toMatchObject({
        status: 500,
        body: "Internal Server Error",
        cors: DENIED,
      });
      const message = expect.stringMatching(/^onError returned a Response.*write the response with res/);
      expect(log.mock.calls).toEqual([
        [expect.objectContaining({ name: "TypeError", message, cause: new Error("no database") })],
      ]);
      expect(handler).not.toHaveBeenCalled();
    });

    test('throws passes the error to Express if onError is "throw" or fails itself', async () => {
      for (const onError of ["throw", failing.throws, failing.rejects] as const) {
        const at = await url(
          create()
            .use(cors({ origin: failing.throws }, { onError }))
            .use(REACHED_ERROR_HANDLER),
        );
        expect(await ask(at, { headers: FROM_APP })).toMatchObject({
          status: 500,
          body: '{"error":"Error: no database"}',
          cors: DENIED,
        });
      }
    });

    const noError = {
      undefined: undefined,
      null: null,
      "an empty text": "",
      "the word route": "route",
      "the word router": "router",
    };
    test.each(Object.entries(noError))(
      "throws or rejects with %s keeps the handler from running",
      async (_, thrown) => {
        const handler = vi.fn((_req: express.Request, res: express.Response) => void res.send("must not run"));
        const fail = (): never => {
          throw thrown;
        };
        for (const [policyOrFunction, onError] of [
          [{ origin: fail }],
          [{ origin: async () => fail() }],
          [fail],
          [async () => fail()],
          [{ origin: failing.throws }, fail],
          [{ origin: failing.throws }, async () => fail()],
        ] as const) {
          const errors: Error[] = [];
          const at = await url(
            create()
              .use(cors(policyOrFunction, { onError }))
              .all("/", handler)
              .use(((error, _req, res, _next) => {
                errors.push(error);
                res.status(500).end();
              }) as express.ErrorRequestHandler),
          );
          expect(await ask(at, { headers: FROM_APP })).toMatchObject({ status: 500, cors: DENIED });
          expect((await ask(at, PREFLIGHT)).status).toBe(500);
          expect(errors).toEqual([NO_ERROR, NO_ERROR]);
          expect(errors.map(({ cause }) => cause)).toEqual([thrown, thrown]);
        }
        expect(handler).not.toHaveBeenCalled();
      },
    );

    test("returns a promise delays the handler, whose error still reaches Express once", async () => {
      const errors: unknown[] = [];
      const at = await url(
        create()
          .use(cors({ origin: async (origin) => wait(2, origin === APP) }))
          .get("/", () => {
            throw new Error("broken");
          })
          .use(((error, _req, res, _next) => {
            errors.push(error);
            res.status(500).end();
          }) as express.ErrorRequestHandler),
      );
      expect(await ask(at, { headers: FROM_APP })).toMatchObject({ status: 500, cors: ALLOWED });
      expect(errors).toEqual([new Error("broken")]);
    });
  });

  test("an invalid policy throws when it is passed to cors", () => {
    expect(() => create().use(cors(undefined as never))).toThrow("allows no origin");
    expect(() => create().use(cors({ origin: "https://app.example.com/" as never }))).toThrow("ends with a slash");
    expect(() => create().use(cors())).not.toThrow();
  });
}
