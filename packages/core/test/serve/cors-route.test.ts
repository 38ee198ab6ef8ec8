import { describe, expect, test, vi } from "vitest";
import { CorsConfigError, type CorsPolicyArgument, corsRoute, definePolicy, withCors } from "../../src/index.ts";

const ORIGIN = "https://app.example.com";
const URL = "https://api.example.com/";
const hello = (): Response => new Response("hello");
const preflight = (method = "PUT"): Request =>
  new Request(URL, { method: "OPTIONS", headers: { Origin: ORIGIN, "Access-Control-Request-Method": method } });
const get = (): Request => new Request(URL, { headers: { Origin: ORIGIN } });
const methodsOf = async (response: Response | Promise<Response>): Promise<string | null> =>
  (await response).headers.get("access-control-allow-methods");

describe("options that are not an object with own properties", () => {
  test.each([
    ["a list", [ORIGIN]],
    ["a string", ORIGIN],
  ])("%s gets the error of withCors", (_, policy) => {
    const errorOf = (wrap: () => unknown): unknown => {
      try {
        return wrap();
      } catch (error) {
        return error;
      }
    };
    const error = errorOf(() => corsRoute({ GET: hello }, policy as never));
    expect(error).toBeInstanceOf(CorsConfigError);
    expect(error).toEqual(errorOf(() => withCors(hello, policy as never)));
    expect(String(error)).toContain("is not an object of options");
  });

  test("an inherited option is an error, as in withCors", () => {
    class Options {
      readonly origin = ORIGIN;
      get credentials(): boolean {
        return true;
      }
    }
    expect(() => corsRoute({ GET: hello }, new Options())).toThrow(
      '"credentials" is inherited, and only own properties count',
    );
  });
});

describe("the methods", () => {
  test("are those of the handlers if the options have none, and GET implies HEAD", async () => {
    const handlers = { GET: hello, PUT: hello };
    expect(await methodsOf(corsRoute(handlers, { origin: ORIGIN }).OPTIONS(preflight()))).toBe("GET, PUT, HEAD");
    expect(await methodsOf(corsRoute(handlers, { origin: ORIGIN, methods: undefined }).OPTIONS(preflight()))).toBe(
      "GET, PUT, HEAD",
    );
    expect(await methodsOf(corsRoute({ POST: hello }, { origin: ORIGIN }).OPTIONS(preflight()))).toBe("POST");
    expect(await methodsOf(corsRoute({ GET: hello, HEAD: hello }).OPTIONS(preflight()))).toBe("GET, HEAD");
  });

  test("are those of the policy if it has them", async () => {
    const policy = definePolicy({ origin: ORIGIN });
    const route = (policy: CorsPolicyArgument) => corsRoute({ GET: hello }, policy).OPTIONS(preflight());
    expect(await methodsOf(route({ origin: ORIGIN, methods: ["PATCH"] }))).toBe("PATCH");
    expect(await methodsOf(route(policy))).toBe("GET, HEAD, QUERY, PUT, PATCH, POST, DELETE");
    expect(await methodsOf(route(() => policy))).toBe("GET, HEAD, QUERY, PUT, PATCH, POST, DELETE");
  });
});

describe("OPTIONS", () => {
  test("responds to a plain OPTIONS request with Allow", async () => {
    const { OPTIONS } = corsRoute({ GET: hello, PUT: hello }, { origin: ORIGIN });
    const response = await OPTIONS(new Request(URL, { method: "OPTIONS", headers: { Origin: ORIGIN } }));
    expect([response.status, response.headers.get("allow")]).toEqual([204, "GET, PUT, HEAD, OPTIONS"]);
    expect(response.headers.get("access-control-allow-origin")).toBe(ORIGIN);
  });

  test("is the handler of the route if it has one", async () => {
    const { OPTIONS } = corsRoute({ GET: hello, OPTIONS: () => new Response("own") }, { origin: ORIGIN });
    expect(await (await OPTIONS(new Request(URL, { method: "OPTIONS" }))).text()).toBe("own");
    expect(await methodsOf(OPTIONS(preflight()))).toBe("GET, OPTIONS, HEAD");
  });
});

describe("the handlers", () => {
  test("keep their arguments, with the policy and the hooks applied", async () => {
    const onDecision = vi.fn();
    const route = corsRoute(
      { GET: (request: Request, { id }: { id: string }) => new Response(request.method + id) },
      { origin: ORIGIN },
      { onDecision },
    );
    const response = await route.GET(get(), { id: "7" });
    expect([await response.text(), response.headers.get("access-control-allow-origin")]).toEqual(["GET7", ORIGIN]);
    expect(onDecision).toHaveBeenCalledTimes(1);
    expect(onDecision.mock.calls[0]?.[2]).toEqual({ id: "7" });
  });

  test("use the public policy by default", async () => {
    expect((await corsRoute({ GET: hello }).GET(get())).headers.get("access-control-allow-origin")).toBe("*");
  });

  test.each([undefined, null, {}, "", { origin: "" }, "https://app.example.com"])(
    "reject the policy %j at once",
    (policy) => {
      expect(() => corsRoute({ GET: hello }, policy as never)).toThrow(CorsConfigError);
      expect(() => corsRoute({ GET: hello }, policy as never)).toThrow("origin: ");
    },
  );
});

test.each([
  [undefined, "the handlers are not an object"],
  [null, "the handlers are not an object"],
  ["GET", "the handlers are not an object"],
  [hello, "the handlers are not an object"],
  [[hello], "the handlers are not an object"],
  [{ GET: "hello" }, '"GET" is not a function'],
  [{ GET: undefined }, '"GET" is not a function'],
  [{ get: hello }, '"get" is not in upper case, so write GET'],
  [{ Patch: hello }, '"Patch" is not in upper case, so write PATCH'],
  [{ GET: hello, dynamic: "force-static" }, '"dynamic" is not a function'],
  [{ GET: hello, generateStaticParams: hello }, '"generateStaticParams" is not a method in upper case'],
  [{ get: hello, revalidate: 60 }, '"get" is not in upper case, so write GET; "revalidate" is not a function'],
])("the handlers are checked, and every problem is reported: %#", (handlers, problems) => {
  expect(() => corsRoute(handlers as never, { origin: ORIGIN })).toThrow(
    new TypeError(`${problems}; write corsRoute({ GET, POST }, policy), with handlers only`),
  );
});

test.each(["get", "head", "post", "put", "patch", "delete", "options", "query"])(
  "a handler for %s is reported with the method to write",
  (method) => {
    expect(() => corsRoute({ [method]: hello } as never, { origin: ORIGIN })).toThrow(
      `"${method}" is not in upper case, so write ${method.toUpperCase()}`,
    );
  },
);

test("a method of any name in upper case may have a handler", () => {
  expect(Object.keys(corsRoute({ PURGE: hello, "M-SEARCH": hello }, { origin: ORIGIN }))).toEqual([
    "OPTIONS",
    "PURGE",
    "M-SEARCH",
  ]);
});
