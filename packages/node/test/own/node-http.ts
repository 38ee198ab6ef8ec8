// Cases that are specific to the responses of node:http.
import { once } from "node:events";
import { createServer, type IncomingMessage, ServerResponse } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { createGzip } from "node:zlib";
import { describe, expect, onTestFinished, test } from "vitest";
import { definePolicy, withCors } from "../../src/index.ts";
import { APP, ask, EVIL, FROM_APP, FROM_EVIL, PREFLIGHT, serve } from "../serve.ts";

const policy = definePolicy({ origin: APP });
const ALLOWED = [`access-control-allow-origin: ${APP}`, "vary: Origin"];
const DENIED = ["vary: Origin"];
const PREFLIGHT_VARY = "vary: Origin, Access-Control-Request-Method, Access-Control-Request-Headers";

type Listener = (req: IncomingMessage, res: ServerResponse) => unknown;
const behind = (listener: Listener): Promise<string> => serve(withCors(listener, policy));

/** Sends raw lines to a server, and returns everything it sends until it closes the connection. */
async function exchange(url: string, ...lines: readonly string[]): Promise<string> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  socket.write(lines.join("\r\n"));
  let received = "";
  for await (const chunk of socket.setEncoding("latin1")) received += chunk;
  return received;
}

export function ownCases(): void {
  describe("writeHead", () => {
    const permissive = {
      "access-control-allow-origin": "*",
      "Access-Control-Allow-Credentials": "true",
      Vary: "Accept",
    };
    const forms: Record<string, (res: ServerResponse) => unknown> = {
      "an object": (res) => res.writeHead(201, { ...permissive, "Set-Cookie": ["a=1", "b=2"] }),
      "a reason and an object": (res) => res.writeHead(201, "Made", { ...permissive, "Set-Cookie": ["a=1", "b=2"] }),
      "an undefined reason": (res) =>
        res.writeHead(201, undefined as never, { ...permissive, "Set-Cookie": ["a=1", "b=2"] }),
      "names and values in turn": (res) =>
        res.writeHead(201, [...Object.entries(permissive).flat(), "Set-Cookie", "a=1", "Set-Cookie", "b=2"]),
      "names and lists in turn": (res) =>
        res.writeHead(201, [...Object.entries(permissive).flat(), "Set-Cookie", ["a=1", "b=2"]] as string[]),
      "an array of pairs": (res) =>
        res.writeHead(201, [...Object.entries(permissive), ["set-cookie", "a=1"], ["Set-Cookie", "b=2"]] as never),
    };
    test.each(Object.entries(forms))("with %s sends the CORS headers and all other headers", async (_, writeHead) => {
      const url = await behind((_req, res) => {
        res.setHeader("Vary", "Cookie");
        writeHead(res);
        res.end("made");
      });
      const answer = await ask(url, { headers: FROM_APP });
      expect(answer).toMatchObject({ status: 201, body: "made" });
      expect(answer.cors).toEqual([ALLOWED[0], "vary: Accept, Origin"]);
      expect(answer.lines("Set-Cookie")).toEqual(["a=1", "b=2"]);
      expect((await ask(url, { headers: FROM_EVIL })).cors).toEqual(["vary: Accept, Origin"]);
      expect((await ask(url)).cors).toEqual(["vary: Accept, Origin"]);
    });

    test("with several values of one name sends each value, and one Vary line", async () => {
      const url = await behind((_req, res) => {
        res.writeHead(200, ["X-A", "1", "Vary", "Accept", "x-a", "2", "vary", "Cookie", "X-B", ["3", "4"]] as string[]);
        res.end();
      });
      const answer = await ask(url, { headers: FROM_APP });
      expect(answer.cors).toEqual([ALLOWED[0], "vary: Accept, Cookie, Origin"]);
      expect([answer.lines("X-A"), answer.lines("X-B")]).toEqual([
        ["1", "2"],
        ["3", "4"],
      ]);
    });

    const broken: Record<string, readonly unknown[]> = {
      "a value that is undefined": [{ "X-A": undefined }],
      "a name that is undefined": [[undefined, "1"]],
      "a pair that is undefined": [[["X-A", "1"], undefined]],
      "an odd number of elements": [["X-A", "1", "X-B"]],
      "a name that is a number": [[1, "1"]],
      "a name with a space": [{ "X A": "1" }],
      "a value with a line break": ["Fine", { "X-A": "1\n2" }],
      "a value that has no text": [{ "X-A": Object.create(null) }],
    };
    test.each(Object.entries(broken))(
      "with %s fails exactly if the writeHead of Node fails, with the error of Node, and can be called again",
      async (_, args) => {
        const codes: unknown[] = [];
        const listener =
          (setBefore: boolean): Listener =>
          (_req, res) => {
            if (setBefore) res.setHeader("X-Before", "1");
            try {
              res.writeHead(200, ...(args as []));
            } catch (error) {
              codes.push((error as NodeJS.ErrnoException).code ?? (error as Error).name);
              res.writeHead(500, { "Access-Control-Allow-Origin": "*" });
            }
            res.end("x");
          };
        for (const setBefore of [false, true]) {
          await ask(await serve(listener(setBefore)));
          const bare = codes.splice(0);
          const answer = await ask(await behind(listener(setBefore)), { headers: FROM_EVIL });
          expect(answer).toMatchObject({ body: "x", cors: DENIED });
          const ours = codes.splice(0);
          // Node skips an empty name and a missing pair once headers are set; the policy must not turn that into an
          // error.
          if (bare.length === 0) expect(ours).toEqual([]);
          else for (const code of ours) expect(String(code)).toMatch(/^ERR_|^TypeError$/);
        }
      },
    );

    test.each([[null], [undefined], [{}], [[]], [5]])("with %j as headers sends the CORS headers", async (headers) => {
      const url = await behind((_req, res) => res.writeHead(200, headers as never).end("x"));
      expect(await ask(url, { headers: FROM_APP })).toMatchObject({ status: 200, cors: ALLOWED });
      const withReason = await behind((_req, res) => res.writeHead(200, "Fine", headers as never).end("x"));
      expect(await ask(withReason, { headers: FROM_APP })).toMatchObject({ statusText: "Fine", cors: ALLOWED });
    });

    test("is the only property of the response that is replaced, with its old name if Node has it", async () => {
      let replaced: string[] = [];
      const wrapped = withCors((_req: IncomingMessage, res: ServerResponse) => {
        replaced = Object.keys(res).filter((name) => !(name in before));
        res.end();
      }, policy);
      let before = {};
      const url = await serve((req, res) => {
        before = { ...res };
        wrapped(req, res);
      });
      await ask(url);
      expect(replaced.filter((name) => name !== "writeHeader")).toEqual(["writeHead"]);
    });

    test("keeps its reason, and is chainable", async () => {
      const url = await behind((_req, res) => res.writeHead(200, "Fine").end("fine"));
      expect(await ask(url)).toMatchObject({ statusText: "Fine", body: "fine" });
    });

    test("replaces earlier headers with its arguments", async () => {
      const url = await behind((_req, res) => {
        res.setHeader("Content-Type", "text/plain");
        res.writeHead(200, ["content-type", "text/html"]).end();
      });
      expect((await ask(url)).lines("Content-Type")).toEqual(["text/html"]);
    });

    test("fails like the writeHead of Node if it is called twice, and the first response is sent", async () => {
      let message: unknown;
      const url = await behind((_req, res) => {
        res.writeHead(200, { "X-First": "1" });
        try {
          res.writeHead(500, { "X-Second": "2" });
        } catch (error) {
          ({ message } = error as Error);
        }
        res.end("once");
      });
      const answer = await ask(url, { headers: FROM_APP });
      expect(answer).toMatchObject({ status: 200, body: "once", cors: ALLOWED });
      expect(message).toBe("Cannot write headers after they are sent to the client");
    });

    test("that fails can be called again", async () => {
      const url = await behind((_req, res) => {
        expect(() => res.writeHead(200, "line\nbreak")).toThrow("statusMessage");
        res.statusMessage = "Sorry";
        res.writeHead(503, ["Access-Control-Allow-Origin", "*"]).end("sorry");
      });
      expect(await ask(url, { headers: FROM_APP })).toMatchObject({ status: 503, body: "sorry", cors: ALLOWED });
    });

    test("of a library that replaced it before or after the policy still runs", async () => {
      const seen: (string | undefined)[] = [];
      const replace = (res: ServerResponse, name: string): void => {
        const { writeHead } = res;
        res.writeHead = function (this: ServerResponse, ...args: unknown[]): ServerResponse {
          this.setHeader("Access-Control-Allow-Origin", name);
          this.appendHeader("Vary", name);
          seen.push(name);
          return (writeHead as (...all: unknown[]) => ServerResponse).apply(this, args);
        } as never;
      };
      const inner: Listener = (_req, res) => {
        replace(res, "after");
        res.end();
      };
      const url = await behind(inner);
      expect((await ask(url, { headers: FROM_APP })).cors).toEqual([ALLOWED[0], "vary: after, Origin"]);
      const wrapped = withCors(inner, policy);
      const outer = await serve((req, res) => {
        replace(res, "before");
        wrapped(req, res);
      });
      await ask(outer, { headers: FROM_APP });
      expect(seen).toEqual(["after", "after", "before"]);
    });
  });

  describe("Vary", () => {
    const ways: Record<string, (res: ServerResponse) => unknown> = {
      "set as a string": (res) => res.setHeader("Vary", "Accept, Cookie"),
      "set as an array": (res) => res.setHeader("Vary", ["Accept", "Cookie"]),
      "set in lower case": (res) => res.setHeader("vary", "Accept, Cookie"),
      "set by setHeaders": (res) => res.setHeaders(new Headers({ Vary: "Accept, Cookie" })),
    };
    test.each(Object.entries(ways))("%s is merged with Origin into one line", async (_, set) => {
      const url = await behind((_req, res) => {
        set(res);
        res.end();
      });
      expect((await ask(url, { headers: FROM_APP })).lines("Vary")).toEqual(["Accept, Cookie, Origin"]);
      expect((await ask(url)).lines("Vary")).toEqual(["Accept, Cookie, Origin"]);
    });

    test("with appended lines is merged into one line", async () => {
      const url = await behind((_req, res) => res.appendHeader("Vary", "Accept").appendHeader("Vary", "Cookie").end());
      expect((await ask(url, { headers: FROM_APP })).lines("Vary")).toEqual(["Accept, Cookie, Origin"]);
    });

    test("with several lines that already have Origin is merged into one line", async () => {
      const url = await behind((_req, res) => res.setHeader("Vary", ["origin", "Accept"]).end());
      expect((await ask(url)).lines("Vary")).toEqual(["origin, Accept"]);
    });

    test("that was set before the policy is kept, as a string or an array, in preflight and other responses", async () => {
      const wrapped = withCors((_req: IncomingMessage, res: ServerResponse) => res.end(), policy);
      const url = await serve((req, res) => {
        res.setHeader("Vary", ["Accept", "Cookie"]);
        wrapped(req, res);
      });
      expect((await ask(url, { headers: FROM_APP })).lines("Vary")).toEqual(["Accept, Cookie, Origin"]);
      expect((await ask(url, PREFLIGHT)).lines("Vary")).toEqual([
        "Accept, Cookie, Origin, Access-Control-Request-Method, Access-Control-Request-Headers",
      ]);
    });

    test("* is unchanged, and a public policy adds nothing", async () => {
      const star = await behind((_req, res) => res.setHeader("Vary", "*").end());
      expect((await ask(star)).lines("Vary")).toEqual(["*"]);
      const open = await serve(withCors((_req, res) => res.end("open")));
      expect((await ask(open, { headers: FROM_EVIL })).cors).toEqual(["access-control-allow-origin: *"]);
    });
  });

  describe("the CORS headers are sent", () => {
    const ways: Record<string, Listener> = {
      end: (_req, res) => res.end("hello"),
      "write and end": (_req, res) => {
        res.write("hel");
        res.end("lo");
      },
      flushHeaders: (_req, res) => {
        res.flushHeaders();
        res.end("hello");
      },
      "a later end": (_req, res) => setTimeout(() => res.end("hello"), 5),
      "the removal of all headers, and end": (_req, res) => {
        for (const name of res.getHeaderNames()) res.removeHeader(name);
        res.end("hello");
      },
      "an informational response before": (_req, res) => {
        res.writeContinue();
        res.writeProcessing();
        res.writeEarlyHints({ link: "</style.css>; rel=preload; as=style" });
        res.end("hello");
      },
    };
    test.each(Object.entries(ways))("with %s", async (_, listener) => {
      const url = await behind((req, res) => {
        res.setHeader("Access-Control-Allow-Origin", "*");
        res.setHeader("Access-Control-Allow-Private-Network", "true");
        return listener(req, res);
      });
      expect(await ask(url, { headers: FROM_APP })).toMatchObject({ status: 200, body: "hello", cors: ALLOWED });
      expect(await ask(url, { headers: FROM_EVIL })).toMatchObject({ status: 200, body: "hello", cors: DENIED });
      expect(await ask(url)).toMatchObject({ status: 200, body: "hello", cors: DENIED });
    });

    test("with the final response, but not with an informational one", async () => {
      const url = await behind((_req, res) => {
        res.writeEarlyHints({ link: "</style.css>; rel=preload; as=style" });
        res.end();
      });
      const received = await exchange(url, "GET / HTTP/1.1", "Host: a", `Origin: ${APP}`, "Connection: close", "", "");
      const [informational, final] = received.split("\r\n\r\n");
      expect(informational).toBe("HTTP/1.1 103 Early Hints\r\nLink: </style.css>; rel=preload; as=style");
      expect(final?.toLowerCase()).toContain(`\r\naccess-control-allow-origin: ${APP}\r\n`);
    });

    test("with writeHeader, the old name, if Node still has it", async () => {
      const url = await behind((_req, res) => {
        const { writeHead, writeHeader = writeHead } = res as ServerResponse & { writeHeader?: typeof res.writeHead };
        writeHeader.call(res, 200, { "Access-Control-Allow-Origin": "*" });
        res.end();
      });
      expect((await ask(url, { headers: FROM_APP })).cors).toEqual(ALLOWED);
    });

    test("with Vary: * alone after it is appended", async () => {
      const url = await behind((_req, res) => res.appendHeader("Vary", "*").end());
      expect((await ask(url)).lines("Vary")).toEqual(["*"]);
    });
  });

  describe("a response keeps", () => {
    test("the CORS headers for a HEAD, without a body", async () => {
      const url = await behind((_req, res) => res.setHeader("Content-Length", 5).end("hello"));
      const answer = await ask(url, { method: "HEAD", headers: FROM_APP });
      expect(answer).toMatchObject({ status: 200, body: "", cors: ALLOWED });
      expect(answer.lines("Content-Length")).toEqual(["5"]);
    });

    test("its status 304 and ETag", async () => {
      const url = await behind((_req, res) => res.writeHead(304, { ETag: '"1"' }).end());
      const answer = await ask(url, { headers: { ...FROM_APP, "If-None-Match": '"1"' } });
      expect(answer).toMatchObject({ status: 304, body: "", cors: ALLOWED });
      expect(answer.lines("ETag")).toEqual(['"1"']);
    });

    test("its trailers", async () => {
      const url = await behind((_req, res) => {
        res.writeHead(200, { Trailer: "X-Sum" });
        res.write("hello");
        res.addTrailers({ "X-Sum": "5" });
        res.end();
      });
      const { trailers, cors } = await ask(url, { headers: FROM_APP });
      expect([trailers, cors]).toEqual([{ "x-sum": "5" }, ALLOWED]);
    });

    test("its compression", async () => {
      const url = await behind((_req, res) => {
        res.writeHead(200, { "Content-Encoding": "gzip", Vary: "Accept-Encoding" });
        createGzip().end("hello").pipe(res);
      });
      const response = await fetch(url, { headers: FROM_APP });
      expect(await response.text()).toBe("hello");
      expect(response.headers.get("Vary")).toBe("Accept-Encoding, Origin");
    });

    test("the chunks of a stream of events", async () => {
      const url = await behind((_req, res) => {
        res.writeHead(200, { "Content-Type": "text/event-stream" });
        res.write("data: 1\n\n");
      });
      const response = await fetch(url, { headers: FROM_APP });
      const reader = response.body?.getReader();
      expect(new TextDecoder().decode((await reader?.read())?.value)).toBe("data: 1\n\n");
      expect(response.headers.get("Access-Control-Allow-Origin")).toBe(APP);
      await reader?.cancel();
    });
  });

  describe("a preflight", () => {
    test.each([
      [204, []],
      [200, ["0"]],
    ])("with status %i has a Content-Length of %j", async (preflightStatus, length) => {
      const url = await serve(withCors((_req, res) => res.end("no"), { origin: APP, preflightStatus }));
      const answer = await ask(url, PREFLIGHT);
      expect(answer).toMatchObject({ status: preflightStatus, body: "" });
      expect(answer.lines("Content-Length")).toEqual(length);
      expect(answer.lines("Transfer-Encoding")).toEqual([]);
    });

    test("that is denied has only Vary", async () => {
      const url = await behind((_req, res) => res.end("no"));
      const answer = await ask(url, { ...PREFLIGHT, headers: { ...PREFLIGHT.headers, Origin: EVIL } });
      expect(answer).toMatchObject({ status: 403, body: "", cors: [PREFLIGHT_VARY] });
    });

    test("with an unread body does not block the next request of the connection", async () => {
      const url = await behind((_req, res) => res.end("next"));
      const received = await exchange(
        url,
        ...["OPTIONS / HTTP/1.1", "Host: a", `Origin: ${APP}`, "Access-Control-Request-Method: PUT"],
        ...[
          "Content-Length: 100000",
          "",
          `${"x".repeat(100_000)}GET / HTTP/1.1`,
          "Host: a",
          "Connection: close",
          "",
          "",
        ],
      );
      expect(received.match(/HTTP\/1\.1 \d+/g)).toEqual(["HTTP/1.1 204", "HTTP/1.1 200"]);
      expect(received.endsWith("next")).toBe(true);
    });

    test("needs Origin and Access-Control-Request-Method; otherwise the listener responds", async () => {
      const url = await behind((_req, res) => res.setHeader("Allow", "GET").end());
      for (const headers of [FROM_APP, { "Access-Control-Request-Method": "PUT" }]) {
        const answer = await ask(url, { method: "OPTIONS", headers });
        expect([answer.status, answer.lines("Allow"), answer.lines("Vary")]).toEqual([
          200,
          ["GET"],
          ["Origin, Access-Control-Request-Method, Access-Control-Request-Headers"],
        ]);
      }
    });
  });

  describe("Origin", () => {
    const twice = async (first: string, second: string): Promise<string> => {
      const url = await serve(withCors((_req, res) => res.end(), { origin: (origin) => origin.startsWith(APP) }));
      const host = ["GET / HTTP/1.1", "Host: a", "Connection: close"];
      return exchange(url, ...host, `Origin: ${first}`, `Origin: ${second}`, "", "");
    };
    test("that occurs twice is denied in any order, also with a lenient predicate", async () => {
      for (const received of [await twice(APP, EVIL), await twice(EVIL, APP), await twice(APP, APP)]) {
        expect(received).toMatch(/^HTTP\/1\.1 200 OK\r\nvary: Origin\r\n/i);
        expect(received).not.toMatch(/access-control/i);
      }
    });

    test("that middleware has replaced with an array is denied", async () => {
      const wrapped = withCors((_req: IncomingMessage, res: ServerResponse) => res.end(), {
        origin: (origin) => origin.startsWith(APP),
      });
      const url = await serve((req, res) => {
        Object.assign(req.headers, { origin: [APP, EVIL] });
        wrapped(req, res);
      });
      expect((await ask(url, { headers: FROM_APP })).cors).toEqual(DENIED);
    });

    test("is denied if it is empty, has ten kilobytes, or has bytes that browsers do not send", async () => {
      const url = await behind((_req, res) => res.end());
      expect((await ask(url, { headers: { Origin: `${APP}${"a".repeat(10_000)}` } })).cors).toEqual(DENIED);
      expect((await ask(url, { headers: { Origin: "https://\u00e4.example" } })).cors).toEqual(DENIED);
      expect((await ask(url, { headers: { Origin: "" } })).cors).toEqual(DENIED);
    });
  });

  test("with credentials, the wildcard exposes every header by name, also headers that writeHead sets", async () => {
    const everything = { origin: APP, credentials: true, exposedHeaders: "*" } as const;
    const url = await serve(
      withCors((_req: IncomingMessage, res: ServerResponse) => {
        res.setHeader("X-Early", "1");
        setTimeout(() => res.writeHead(200, ["X-Late", "2", "Set-Cookie", "a=1"]).end(), 5);
      }, everything),
    );
    const answer = await ask(url, { headers: FROM_APP });
    expect(answer.lines("Access-Control-Expose-Headers").join().split(", ").sort()).toEqual([
      "vary",
      "x-early",
      "x-late",
    ]);
  });

  test("predicates, policy functions and hooks receive the request and the response", async () => {
    const seen: unknown[][] = [];
    const byTenant = (req: IncomingMessage, res: ServerResponse): typeof policy => {
      seen.push(["policy", req.url, res instanceof ServerResponse]);
      return definePolicy({
        origin: async (...args) => seen.push(["predicate", ...args.map((arg: unknown) => typeof arg)]) > 0,
      });
    };
    const url = await serve(
      withCors((_req: IncomingMessage, res: ServerResponse) => res.end(), byTenant, {
        onDecision: ({ kind, allowed }, req, res) => seen.push([kind, allowed, req.url, res instanceof ServerResponse]),
      }),
    );
    expect((await ask(`${url}/a`, { headers: FROM_APP })).cors).toEqual(ALLOWED);
    expect(seen).toEqual([
      ["policy", "/a", true],
      ["predicate", "string", "object", "object"],
      ["actual", true, "/a", true],
    ]);
  });

  test("the listener keeps its `this` and its return value", async () => {
    const server = createServer();
    let self: unknown;
    let returned: unknown;
    const wrapped = withCors(function (this: unknown, _req: IncomingMessage, res: ServerResponse) {
      self = this;
      res.end();
      return Promise.resolve("returned");
    }, policy);
    server.on("request", function (this: unknown, req, res) {
      returned = wrapped.call(this, req, res);
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    onTestFinished(() => void server.close());
    await ask(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    expect([self === server, await returned]).toEqual([true, "returned"]);
  });

  test("the listener does not get WebSocket upgrades, which `allowsOrigin` can check", async () => {
    const server = createServer(withCors((_req, res) => res.end(), policy));
    server.on("upgrade", (req, socket) => {
      socket.end(
        policy.allowsOrigin(req.headers.origin) ? "HTTP/1.1 101 Switching Protocols\r\n\r\n" : "HTTP/1.1 403 \r\n\r\n",
      );
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const upgrade = ["GET / HTTP/1.1", "Host: a", "Connection: Upgrade", "Upgrade: websocket"];
    expect(await exchange(url, ...upgrade, `Origin: ${APP}`, "", "")).toBe("HTTP/1.1 101 Switching Protocols\r\n\r\n");
    expect(await exchange(url, ...upgrade, `Origin: ${EVIL}`, "", "")).toBe("HTTP/1.1 403 \r\n\r\n");
  });

  test("a response that the application creates for a socket gets the CORS headers", async () => {
    const server = createServer();
    const listener = withCors((_req: IncomingMessage, res: ServerResponse) => res.end("made"), policy);
    server.on("upgrade", (req, socket) => {
      const res = new ServerResponse(req);
      res.assignSocket(socket as never);
      res.on("finish", () => socket.end());
      listener(req, res);
    });
    await once(server.listen(0, "127.0.0.1"), "listening");
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const upgrade = ["GET / HTTP/1.1", "Host: a", "Connection: Upgrade", "Upgrade: test", `Origin: ${APP}`, "", ""];
    expect((await exchange(url, ...upgrade)).toLowerCase()).toContain(`\r\naccess-control-allow-origin: ${APP}\r\n`);
  });

  test("each request of a connection gets its own response", async () => {
    const url = await behind((_req, res) => res.end("."));
    const host = ["GET / HTTP/1.1", "Host: a"];
    const received = await exchange(
      url,
      ...[...host, `Origin: ${APP}`, "", ...host, `Origin: ${EVIL}`, "", ...host, "", ...host, `Origin: ${APP}`],
      ...["Connection: close", "", ""],
    );
    const answers = received.split("HTTP/1.1 200 OK").slice(1);
    expect(answers.map((answer) => answer.includes(`Access-Control-Allow-Origin: ${APP}`))).toEqual([
      true,
      false,
      false,
      true,
    ]);
  });

  describe("an invalid policy", () => {
    test.each([[undefined], [{}], [{ origin: "https://app.example.com/" }], [{ origin: "" }]])(
      "throws at once: %j",
      (bad) => {
        expect(() => withCors(() => undefined, bad as never)).toThrow(
          expect.objectContaining({ code: "ERR_CORS_CONFIG" }),
        );
      },
    );
  });
}
