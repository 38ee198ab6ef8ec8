// Objects that implement only a part of Node's responses: those of Socket.IO, of test libraries, and of AWS Lambda.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import express from "express";
import { inject } from "light-my-request";
import { createRequest, createResponse, type MockResponse } from "node-mocks-http";
import serverless from "serverless-http";
import { Server } from "socket.io";
import { io as connect } from "socket.io-client";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { cors, withCors } from "../src/index.ts";
import { APP, ask, EVIL, FROM_APP, listen } from "./serve.ts";

const policy = { origin: APP, credentials: true } as const;
const OTHERS = { "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "*", Vary: "Accept" };
const ALLOWED = { "access-control-allow-credentials": "true", "access-control-allow-origin": APP };

/** The CORS headers and `Vary` of a record of headers, by names in lower case. */
const corsHeaders = (headers: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(headers)
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .filter(([name]) => name === "vary" || name.startsWith("access-control-")),
  );

describe("Socket.IO", () => {
  async function serve(origin: unknown, options = {}): Promise<string> {
    const server = createServer();
    const io = new Server(server, options);
    io.engine.use(cors({ ...policy, origin: origin as string }));
    const { url, stop } = await listen(server);
    onTestFinished(async () => {
      await io.close();
      stop();
    });
    return url;
  }
  const open = (url: string, transport: string, Origin: string): Promise<string> =>
    new Promise((resolve) => {
      const socket = connect(url, { transports: [transport], extraHeaders: { Origin }, reconnection: false });
      onTestFinished(() => void socket.close());
      socket.on("connect", () => resolve("connected")).on("connect_error", (error) => resolve(error.message));
    });

  test.each([
    ["websocket", {}],
    ["polling", {}],
    ["websocket", { cors: { origin: "*" } }],
    ["polling", { cors: { origin: "*" } }],
  ])("connects over %s with the options %j", async (transport, options) => {
    const url = await serve(APP, options);
    expect(await open(url, transport, APP)).toBe("connected");
    // CORS does not cover WebSockets, and the client on Node does not apply it to polling.
    expect(await open(url, transport, EVIL)).toBe("connected");
  });

  test("sends the CORS headers with each polling response, and answers preflights", async () => {
    const url = `${await serve(APP, { cors: { origin: "*" } })}/socket.io/?EIO=4&transport=polling`;
    expect((await ask(url, { headers: FROM_APP })).cors).toEqual([
      "access-control-allow-credentials: true",
      `access-control-allow-origin: ${APP}`,
      "vary: Origin",
    ]);
    expect((await ask(url, { headers: { Origin: EVIL } })).cors).toEqual(["vary: Origin"]);
  });

  test("rejects a handshake if the predicate fails, and the process survives", async () => {
    let fails = true;
    const url = await serve(async () => {
      if (fails) throw new Error("no database");
      return true;
    });
    expect(await open(url, "websocket", APP)).toBe("websocket error");
    fails = false;
    expect(await open(url, "websocket", APP)).toBe("connected");
  });
});

describe("node-mocks-http", () => {
  const ways: Record<string, (res: MockResponse<express.Response>) => unknown> = {
    end: (res) => res.end("x"),
    "write and end": (res) => {
      res.write("x");
      res.end();
    },
    "writeHead with an object": (res) => res.writeHead(201, OTHERS).end("x"),
    "writeHead with a reason": (res) => res.writeHead(201, "Made", OTHERS).end("x"),
    "writeHead without headers": (res) => res.writeHead(201, "Made").end("x"),
    json: (res) => res.json([]),
    send: (res) => res.send("x"),
    sendStatus: (res) => res.sendStatus(204),
    redirect: (res) => res.redirect("/other"),
  };
  test.each(Object.entries(ways))("%s sends only the CORS headers of the policy", (_, send) => {
    for (const [origin, expected] of [
      [APP, { ...ALLOWED, vary: "Accept, Origin" }],
      [EVIL, { vary: "Accept, Origin" }],
    ] as const) {
      for (const run of [withCors, undefined]) {
        const req = createRequest({ method: "GET", headers: { origin } });
        const res = createResponse<express.Response>();
        const handler = (): unknown => {
          for (const [name, value] of Object.entries(OTHERS)) res.setHeader(name, value);
          return send(res);
        };
        if (run) run(handler, policy)(req as never, res as never);
        else cors(policy)(req as never, res as never, handler);
        expect(corsHeaders(res.getHeaders())).toEqual(expected);
      }
    }
  });

  test("a preflight and an error get a response", () => {
    const preflight = { origin: APP, "access-control-request-method": "PUT" };
    const res = createResponse<express.Response>();
    cors(policy)(createRequest({ method: "OPTIONS", headers: preflight }) as never, res as never, () => undefined);
    expect([res.statusCode, res._isEndCalled(), res.getHeader("access-control-allow-origin")]).toEqual([
      204,
      true,
      APP,
    ]);

    const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
    onTestFinished(() => log.mockRestore());
    const failed = createResponse<express.Response>();
    const listener = (): never => {
      failed.setHeader("Set-Cookie", "a=1");
      throw new Error("secret");
    };
    withCors(listener, policy)(createRequest({ headers: { origin: APP } }) as never, failed as never);
    expect([failed.statusCode, failed._getData(), failed.getHeader("set-cookie")]).toEqual([
      500,
      "Internal Server Error",
      undefined,
    ]);
    expect(corsHeaders(failed.getHeaders())).toEqual({ ...ALLOWED, vary: "Origin" });
  });
});

describe("a mock in a unit test", () => {
  const request = (origin: string): never => ({ method: "GET", headers: { origin } }) as never;

  test("with spies gets the CORS headers at once, and keeps its spies", () => {
    const res = { setHeader: vi.fn(), getHeader: vi.fn(), end: vi.fn(), json: vi.fn(), status: vi.fn() };
    const next = vi.fn();
    cors(policy)(request(APP), res as never, next);
    expect(next).toHaveBeenCalledExactlyOnceWith();
    expect(Object.fromEntries(res.setHeader.mock.calls.map(([name, value]) => [name.toLowerCase(), value]))).toEqual({
      ...ALLOWED,
      vary: "Origin",
    });
    res.end("x");
    expect(res.end).toHaveBeenCalledExactlyOnceWith("x");
    // A response that does not return its headers may send each of them twice, like that of Socket.IO on uWebSockets.
    expect(res.setHeader).toHaveBeenCalledTimes(3);
  });

  test("that only stores headers gets the CORS headers, whatever the handler sets", () => {
    for (const [origin, expected] of [
      [APP, { ...ALLOWED, vary: "Accept, Origin" }],
      [EVIL, { vary: "Accept, Origin" }],
    ] as const) {
      const stored: Record<string, unknown> = {};
      const res = {
        statusCode: 200,
        setHeader: (name: string, value: unknown) => {
          stored[name.toLowerCase()] = value;
        },
        getHeader: (name: string) => stored[name.toLowerCase()],
        removeHeader: (name: string) => {
          delete stored[name.toLowerCase()];
        },
        end: vi.fn(),
      };
      const listener = (_req: unknown, { setHeader, end }: typeof res): void => {
        setHeader("Access-Control-Allow-Origin", "*");
        setHeader("Vary", "Accept");
        end("x");
      };
      withCors(listener as never, policy)(request(origin), res as never);
      expect(stored).toEqual(expected);
      expect(res.end).not.toBe(undefined);
    }
  });

  test("that cannot remove or list headers gets an error response", () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
    onTestFinished(() => log.mockRestore());
    const res = { statusCode: 200, setHeader: vi.fn(), end: vi.fn() };
    const listener = (): never => {
      throw new Error("secret");
    };
    withCors(listener, policy)(request(APP), res as never);
    expect([res.statusCode, res.end.mock.calls]).toEqual([500, [["Internal Server Error"]]]);
  });

  test("is unchanged if its headers have been sent", () => {
    const res = createResponse<express.Response>();
    cors(policy)(request(EVIL), res as never, () => undefined);
    Object.defineProperty(res, "headersSent", { value: true });
    res.setHeader("Access-Control-Allow-Origin", "*");
    res.end();
    expect(res.getHeader("access-control-allow-origin")).toBe("*");
  });
});

describe("classes that extend the response of Node", () => {
  const ways: Record<string, (req: IncomingMessage, res: ServerResponse) => unknown> = {
    end: (_req, res) => {
      for (const [name, value] of Object.entries(OTHERS)) res.setHeader(name, value);
      res.end("x");
    },
    "writeHead with an object": (_req, res) => void [res.writeHead(200, OTHERS), res.end("x")],
    "writeHead with a list": (_req, res) => void [res.writeHead(200, Object.entries(OTHERS).flat()), res.end("x")],
  };
  describe.each(Object.entries(ways))("%s", (_, listener) => {
    test.each([
      [APP, { ...ALLOWED, vary: "Accept, Origin" }],
      [EVIL, { vary: "Accept, Origin" }],
    ])("get the CORS headers in light-my-request and serverless-http: %s", async (origin, expected) => {
      const wrapped = withCors(listener, policy);
      const injected = await inject(wrapped as never, { method: "GET", url: "/", headers: { origin } });
      expect(corsHeaders(injected.headers)).toEqual(expected);
      const app = express().use(cors(policy)).use(listener);
      for (const handler of [wrapped, app]) {
        const event = { httpMethod: "GET", path: "/", headers: { origin }, requestContext: {} };
        const answer = (await serverless(handler as never)(event, {})) as { headers: object };
        expect(corsHeaders(answer.headers)).toEqual(expected);
      }
    });
  });
});
