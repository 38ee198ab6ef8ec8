import { afterEach, describe, expect, test, vi } from "vitest";
import { CorsConfigError, type CorsDecision, type CorsHooks, definePolicy, withCors } from "../../src/index.ts";

const ORIGIN = "https://app.example.com";
const URL = "https://api.example.com/";
const get = (origin = ORIGIN): Request => new Request(URL, { headers: { Origin: origin } });
const preflight = (origin = ORIGIN): Request =>
  new Request(URL, { method: "OPTIONS", headers: { Origin: origin, "Access-Control-Request-Method": "PUT" } });
const hello = (): Response => new Response("hello");
const allowOrigin = (response: Response): string | null => response.headers.get("access-control-allow-origin");
const fail = (): never => {
  throw new Error("oops");
};

afterEach(() => {
  vi.restoreAllMocks();
});

describe("the policy", () => {
  test("is public by default", async () => {
    expect(allowOrigin(await withCors(hello)(get()))).toBe("*");
  });

  test.each([[undefined], [null], [{}], [{ origin: undefined }], [{ origin: "" }], [{ origin: [] }]])(
    "%j is rejected at once",
    (policy) => {
      expect(() => withCors(hello, policy as never)).toThrow(CorsConfigError);
    },
  );

  test("can be options, a compiled policy, or a policy from another copy of the library", async () => {
    const policy = definePolicy({ origin: ORIGIN });
    vi.resetModules();
    const copy = await import("../../src/index.ts");
    expect(copy.definePolicy).not.toBe(definePolicy);
    const foreign = copy.definePolicy({ origin: ORIGIN });
    for (const one of [{ origin: ORIGIN }, policy, foreign]) {
      expect(allowOrigin(await withCors(hello, one)(get()))).toBe(ORIGIN);
      expect(allowOrigin(await withCors(hello, one)(get("https://evil.example")))).toBeNull();
    }
  });
});

describe("a policy function", () => {
  const policies: Record<string, ReturnType<typeof definePolicy>> = {
    open: definePolicy({ origin: "*" }),
    closed: definePolicy({ origin: "https://other.example" }),
  };
  const at = (path: string, method = "GET"): Request =>
    new Request(`${URL}${path}`, { method, headers: { Origin: ORIGIN } });
  const choose = (request: Request): ReturnType<typeof definePolicy> =>
    policies[request.url.slice(URL.length)] as ReturnType<typeof definePolicy>;

  test.each([
    ["synchronously", choose],
    ["asynchronously", async (request: Request) => choose(request)],
  ])("chooses by the request, %s, and always varies by Origin", async (_, policy) => {
    const fetch = withCors(hello, policy);
    for (const [path, expected] of [
      ["open", "*"],
      ["closed", null],
    ] as const) {
      const response = await fetch(at(path));
      expect(allowOrigin(response)).toBe(expected);
      expect(response.headers.get("vary")).toBe("Origin");
    }
  });

  test("is synchronous if the function is", () => {
    expect(withCors(hello, choose)(at("open"))).toBeInstanceOf(Response);
  });

  test.each([
    ["throws", fail],
    ["rejects", async () => fail()],
    ["returns nothing", () => undefined as never],
    ["returns a promise of nothing", async () => undefined as never],
  ])("that %s fails closed, and the handler does not run", async (_, policy) => {
    const log = vi.spyOn(console, "error").mockReturnValue();
    const handler = vi.fn(hello);
    for (const request of [get(), preflight(), new Request(URL)]) {
      const response = await withCors(handler, policy)(request);
      expect(response.status).toBe(500);
      expect([...response.headers.keys()]).toEqual(["content-type", "vary"]);
      expect(response.headers.get("vary")).toMatch(request.method === "OPTIONS" ? /^Origin, Access/ : /^Origin$/);
    }
    expect(handler).not.toHaveBeenCalled();
    expect(log).toHaveBeenCalledTimes(3);
  });
});

describe("the handler", () => {
  test("is required as the first argument", () => {
    for (const args of [[{ origin: "*" }], [{ origin: "*" }, () => new Response()], []]) {
      expect(() => withCors(...(args as unknown as [() => Response]))).toThrow(
        new TypeError("the handler is not a function; write withCors(handler, policy)"),
      );
    }
  });

  test("requires a Request, and any other value causes an error with a hint", () => {
    const express = withCors(hello, { origin: ORIGIN }) as unknown as (...args: unknown[]) => unknown;
    for (const request of [{ method: "GET", headers: { origin: ORIGIN } }, { method: "OPTIONS" }]) {
      expect(() => express(request, {}, () => {})).toThrow(
        new TypeError("the request has no headers.get; for Express and other Node frameworks, use @fetch-cors/node"),
      );
    }
  });

  test("requires a Request of an asynchronous policy too", async () => {
    const later = withCors(hello, async () => definePolicy({ origin: ORIGIN })) as unknown as (
      request?: unknown,
    ) => Promise<unknown>;
    for (const request of [undefined, { method: "GET", headers: { origin: ORIGIN } }]) {
      await expect(later(request)).rejects.toThrow("the request has no headers.get");
    }
  });

  test("receives the request, the other arguments and this", async () => {
    const seen: unknown[] = [];
    const server = {
      fetch: withCors(
        function (this: unknown, ...args: [Request, { params: string }, number]) {
          seen.push(this, ...args);
          return new Response();
        },
        { origin: ORIGIN },
      ),
    };
    const request = get();
    await server.fetch(request, { params: "p" }, 7);
    expect(seen).toEqual([server, request, { params: "p" }, 7]);
  });

  test("stays synchronous or asynchronous when it is wrapped", async () => {
    const now = withCors(hello, { origin: ORIGIN })(get());
    expect(now).toBeInstanceOf(Response);
    const later = withCors(async () => hello(), { origin: ORIGIN })(get());
    expect(later).toBeInstanceOf(Promise);
    expect(allowOrigin(await later)).toBe(ORIGIN);
  });

  test("may return a thenable, or nothing if it upgrades a connection", async () => {
    // biome-ignore lint/suspicious/noThenProperty: the test needs a thenable
    const thenable = { then: (resolve: (response: Response) => void) => resolve(hello()) };
    expect(allowOrigin(await withCors(() => thenable as unknown as Promise<Response>, { origin: ORIGIN })(get()))).toBe(
      ORIGIN,
    );
    expect(withCors(() => undefined as unknown as Response, { origin: ORIGIN })(get())).toBeUndefined();
  });

  test("does not receive a preflight, but receives a plain OPTIONS request", async () => {
    const handler = vi.fn(hello);
    const fetch = withCors(handler, { origin: ORIGIN });
    expect((await fetch(preflight())).status).toBe(204);
    expect((await fetch(preflight("https://evil.example"))).status).toBe(403);
    expect(handler).not.toHaveBeenCalled();
    expect(await (await fetch(new Request(URL, { method: "OPTIONS", headers: { Origin: ORIGIN } }))).text()).toBe(
      "hello",
    );
  });

  test("waits for an asynchronous predicate", async () => {
    const handler = vi.fn(hello);
    const response = withCors(handler, { origin: async (origin) => origin === ORIGIN })(get());
    expect(handler).not.toHaveBeenCalled();
    expect(allowOrigin(await response)).toBe(ORIGIN);
    expect(handler).toHaveBeenCalledOnce();
  });
});

test("misspelled or invalid hooks throw when the handler is wrapped", () => {
  for (const [name, hooks] of [
    ["onError", { onError: "thrw" }],
    ["onError", { onError: true }],
    ["onError", { onError: null }],
    ["onDecision", { onDecision: "log" }],
    ["onDecision", { onError: "throw", onDecision: "throw" }],
    ["onErorr,onDecision", { onErorr: "throw", onDecision: true }],
    ["hooks", "throw"],
    ["hooks", true],
    ["hooks", []],
    ["onDenied", { onDenied() {} }],
    ["credentials", { credentials: true }],
    ["hooks", () => new Response()],
  ] as const) {
    expect(() => withCors(hello, { origin: "*" }, hooks as CorsHooks)).toThrow(
      new TypeError(`${name}: write { onError: "throw" or a function, onDecision: a function } after the policy`),
    );
  }
  for (const hooks of [undefined, null, {}, { onError: undefined, onDecision: undefined }]) {
    expect(withCors(hello, { origin: "*" }, hooks as CorsHooks)).toBeTypeOf("function");
  }
});

describe("an error", () => {
  test.each([
    ["throws", fail],
    ["rejects", async () => fail()],
  ])("of a handler that %s is logged, and the page can read a 500", async (_, handler) => {
    const log = vi.spyOn(console, "error").mockReturnValue();
    const response = await withCors(handler, { origin: ORIGIN, exposedHeaders: ["ETag"] })(get());
    expect([response.status, await response.text()]).toEqual([500, "Internal Server Error"]);
    expect(Object.fromEntries(response.headers)).toEqual({
      "access-control-allow-origin": ORIGIN,
      "access-control-expose-headers": "ETag",
      "content-type": "text/plain;charset=UTF-8",
      vary: "Origin",
    });
    expect(log.mock.calls).toEqual([[new Error("oops")]]);
  });

  test("for a denied origin has no CORS headers", async () => {
    vi.spyOn(console, "error").mockReturnValue();
    const response = await withCors(fail, { origin: ORIGIN })(get("https://evil.example"));
    expect([response.status, allowOrigin(response)]).toEqual([500, null]);
  });

  test.each([
    ["throws", fail],
    ["rejects", async () => fail()],
  ])("of a predicate that %s fails closed, and the handler does not run", async (_, origin) => {
    vi.spyOn(console, "error").mockReturnValue();
    const handler = vi.fn(hello);
    for (const request of [get(), preflight()]) {
      const response = await withCors(handler, { origin, credentials: true })(request);
      expect(response.status).toBe(500);
      expect([...response.headers.keys()]).toEqual(["content-type", "vary"]);
    }
    expect(handler).not.toHaveBeenCalled();
  });

  test("is passed to onError, whose response gets the CORS headers", async () => {
    const log = vi.spyOn(console, "error").mockReturnValue();
    const seen: unknown[] = [];
    const answer = (error: unknown, request: Request): Response => {
      seen.push(error, request);
      return new Response("down", { status: 503, headers: { "Access-Control-Allow-Origin": "*" } });
    };
    const request = get();
    const now = withCors(fail, { origin: ORIGIN }, { onError: answer })(request) as Response;
    expect([now.status, await now.text(), allowOrigin(now)]).toEqual([503, "down", ORIGIN]);
    const later = await withCors(fail, { origin: ORIGIN }, { onError: async () => hello() })(request);
    expect(allowOrigin(later)).toBe(ORIGIN);
    const closed = await withCors(hello, { origin: fail }, { onError: answer })(request);
    expect([closed.status, allowOrigin(closed)]).toEqual([503, null]);
    expect(seen).toEqual([new Error("oops"), request, new Error("oops"), request]);
    expect(log).not.toHaveBeenCalled();
  });

  test('is passed on if onError is "throw" or throws itself', async () => {
    for (const onError of ["throw", (error: unknown) => Promise.reject(error)] satisfies CorsHooks["onError"][]) {
      await expect(async () => withCors(fail, { origin: ORIGIN }, { onError })(get())).rejects.toThrow("oops");
      await expect(async () => withCors(async () => fail(), { origin: ORIGIN }, { onError })(get())).rejects.toThrow(
        "oops",
      );
      await expect(async () => withCors(hello, { origin: fail }, { onError })(get())).rejects.toThrow("oops");
    }
    expect(() => withCors(fail, { origin: ORIGIN }, { onError: "throw" })(get())).toThrow("oops");
    expect(() => withCors(fail, { origin: ORIGIN }, { onError: fail })(get())).toThrow("oops");
  });
});

describe("onDecision", () => {
  test("observes each decision", async () => {
    const seen: unknown[] = [];
    const onDecision = (decision: CorsDecision, request: Request): void => {
      seen.push([decision.kind, decision.allowed, request.method]);
    };
    const fetch = withCors(hello, { origin: ORIGIN }, { onDecision });
    for (const request of [preflight(), get(), get("https://evil.example"), new Request(URL)]) await fetch(request);
    expect(seen).toEqual([
      ["preflight", true, "OPTIONS"],
      ["actual", true, "GET"],
      ["actual", false, "GET"],
      ["not-cors", false, "GET"],
    ]);
  });

  test.each([
    ["throws", fail],
    ["rejects", async () => fail()],
  ])("that %s does not change the response", async (_, onDecision) => {
    const log = vi.spyOn(console, "error").mockReturnValue();
    const unhandled = vi.fn();
    process.once("unhandledRejection", unhandled);
    expect(allowOrigin(await withCors(hello, { origin: ORIGIN }, { onDecision })(get()))).toBe(ORIGIN);
    await new Promise((resolve) => setTimeout(resolve));
    process.off("unhandledRejection", unhandled);
    expect(unhandled).not.toHaveBeenCalled();
    expect(log).not.toHaveBeenCalled();
  });
});

test("the response does not wait for onDecision", () => {
  const fetch = withCors(hello, { origin: ORIGIN }, { onDecision: () => new Promise(() => {}) });
  for (const request of [preflight(), get()]) expect(fetch(request)).toBeInstanceOf(Response);
});

describe("two policies around one handler", () => {
  test("the outer policy decides, also for preflights", async () => {
    const inner = withCors(hello, { origin: "*", exposedHeaders: "*", methods: ["GET"] });
    const fetch = withCors(inner, { origin: ORIGIN, methods: ["PUT"] });
    expect(Object.fromEntries((await fetch(get())).headers)).toMatchObject({ "access-control-allow-origin": ORIGIN });
    expect((await fetch(get())).headers.has("access-control-expose-headers")).toBe(false);
    expect(allowOrigin(await fetch(get("https://evil.example")))).toBeNull();
    expect((await fetch(preflight())).headers.get("access-control-allow-methods")).toBe("PUT");
  });
});

describe("the arguments after the request", () => {
  const wrapped = withCors((_request: Request, env: { origin: string }) => new Response(env.origin), {
    origin: (origin, _request, env: { origin: string }) => origin === env.origin,
  });

  test("reach a predicate, such as the environment on Cloudflare", async () => {
    expect(allowOrigin(await wrapped(get(), { origin: ORIGIN }))).toBe(ORIGIN);
    expect(allowOrigin(await wrapped(get(), { origin: "https://other.example" }))).toBeNull();
  });

  test("reach a policy function and the hooks", async () => {
    const policy = definePolicy({ origin: ORIGIN });
    const hooks = { onDecision: vi.fn(), onError: vi.fn(() => new Response("sorry")) };
    const choose = vi.fn(() => policy);
    const request = get();
    await withCors((_request: Request, _env: string) => fail(), choose, hooks)(request, "env");
    expect(choose.mock.calls).toEqual([[request, "env"]]);
    expect(hooks.onDecision.mock.calls).toEqual([[expect.anything(), request, "env"]]);
    expect(hooks.onError.mock.calls).toEqual([[new Error("oops"), request, "env"]]);
  });

  test("are declared by the wrapped handler, because Deno omits arguments for a function without parameters", () => {
    expect(withCors(hello)).toHaveLength(1);
  });
});

test("a fetched response whose body was read counts as an error of the handler", async () => {
  const read = async (): Promise<Response> => {
    const fetched = await fetch("data:text/plain,hello");
    await fetched.text();
    return fetched;
  };
  const consumed = await read();
  for (const handler of [read, () => consumed]) {
    const response = await withCors(handler, { origin: ORIGIN }, { onError: () => new Response("sorry") })(get());
    expect([await response.text(), allowOrigin(response)]).toEqual(["sorry", ORIGIN]);
  }
});

test("a thenable that cannot be read counts as an error of the handler", async () => {
  // biome-ignore lint/suspicious/noThenProperty: the test needs a `then` that throws
  const thenable = Object.defineProperty({}, "then", { get: fail }) as unknown as Response;
  const response = await withCors(() => thenable, { origin: ORIGIN }, { onError: () => new Response("sorry") })(get());
  expect([await response.text(), allowOrigin(response)]).toEqual(["sorry", ORIGIN]);
});

describe("a handler whose last response was immutable", () => {
  const upstream = "data:text/plain,hello";
  const responses: Readonly<Record<string, () => Response | Promise<Response>>> = {
    "a redirect": () => Response.redirect("https://api.example.com/login", 303),
    "a fetched response": () => fetch(upstream),
    "a new response": () => new Response("hello", { headers: { Vary: "Accept", "X-Own": "1" } }),
    "a new redirect": () => new Response(null, { status: 307, headers: { Location: "/login", "X-Own": "1" } }),
    "a network error": () => Response.error(),
    nothing: () => undefined as unknown as Response,
  };
  const pairs = Object.keys(responses).flatMap((first) => Object.keys(responses).map((second) => [first, second]));

  test.each(pairs)("responds with %s, then %s, like a new handler", async (first = "", second = "") => {
    let next = first;
    const fetch = withCors(() => responses[next]?.() as Response, { origin: ORIGIN });
    const request = () => new Request(URL, { headers: { Origin: ORIGIN } });
    await fetch(request());
    next = second;
    const response = await fetch(request());
    const expected = await withCors(() => responses[second]?.() as Response, { origin: ORIGIN })(request());
    expect(response?.status).toBe(expected?.status);
    expect([...(response?.headers ?? [])]).toEqual([...(expected?.headers ?? [])]);
    if (second.startsWith("a ") && second !== "a network error")
      expect(response.headers.get("Access-Control-Allow-Origin")).toBe(ORIGIN);
  });

  test("changes a new response in place", async () => {
    const own = new Response("hello");
    const queue = [Response.redirect("https://api.example.com/"), own];
    const fetch = withCors(() => queue.shift() as Response, { origin: ORIGIN });
    await fetch(new Request(URL));
    expect(await fetch(new Request(URL))).toBe(own);
  });
});
