import { expect, test } from "vitest";
import { type CorsOptions, definePolicy, explain } from "../../src/index.ts";

const ORIGIN = "https://app.example.com";

const explained = async (headers: Record<string, string>, options: Partial<CorsOptions> = {}): Promise<string> => {
  const method = "Access-Control-Request-Method" in headers ? "OPTIONS" : "GET";
  const policy = definePolicy({ ...options, origin: ORIGIN });
  return explain(await policy.decide(new Request("https://api.example.com/", { method, headers })));
};

const preflight = (method: string, names = ""): Record<string, string> => ({
  Origin: ORIGIN,
  "Access-Control-Request-Method": method,
  "Access-Control-Request-Headers": names,
});

test.each<[Record<string, string>, Partial<CorsOptions>, string]>([
  [{}, {}, "Not a CORS request: it has no Origin header"],
  [{ Origin: ORIGIN }, {}, "CORS request allowed"],
  [preflight("PUT"), {}, "CORS-preflight request allowed"],
  [
    { Origin: "https://www.example.com" },
    {},
    'CORS request denied: the origin "https://www.example.com" is not allowed; to let its pages read the responses, add it to "origin"',
  ],
  [
    { ...preflight("PUT"), Origin: "null" },
    {},
    'CORS-preflight request denied: the origin "null" is never allowed, because every page can send it; serve the page from an origin of its own',
  ],
  [
    preflight("PURGE"),
    {},
    'CORS-preflight request denied: the method "PURGE" is not allowed; to let pages use it, add it to "methods"',
  ],
  [
    preflight("patch"),
    {},
    'CORS-preflight request denied: the method "patch" is not allowed, and browsers do not upper-case it; write "PATCH" in the page',
  ],
  [
    preflight("PUT", "x-api-key"),
    { allowedHeaders: [] },
    'CORS-preflight request denied: the request header "x-api-key" is not allowed; to let pages set it, add it to "allowedHeaders"',
  ],
  [
    preflight("PUT", "authorization"),
    { allowedHeaders: "*" },
    'CORS-preflight request denied: the request header "authorization" is not allowed; to let pages set it, add it to "allowedHeaders", because "*" does not cover it',
  ],
  [
    preflight("PUT", "trace"),
    { allowedHeaders: [] },
    'CORS-preflight request denied: the request header "trace" is not allowed; to let pages set it, add it to "allowedHeaders"',
  ],
  [
    preflight("PUT", "cookie"),
    { allowedHeaders: [] },
    'CORS-preflight request denied: browsers never request the header "cookie"; find the client that sent the request',
  ],
  [
    preflight("delete"),
    { methods: [] },
    'CORS-preflight request denied: browsers never request the method "delete"; find the client that sent the request',
  ],
  [
    preflight("TRACE"),
    {},
    'CORS-preflight request denied: browsers never request the method "TRACE"; find the client that sent the request',
  ],
  [
    preflight("PUT", "a b"),
    {},
    'CORS-preflight request denied: browsers never request the header "a b"; find the client that sent the request',
  ],
])("%j under %j", async (headers, options, sentence) => {
  expect(await explained(headers, options)).toBe(sentence);
});

test("shows at most 200 characters of a name", async () => {
  expect(await explained({ Origin: "x".repeat(1_000_000) })).toContain(`"${"x".repeat(200)}" is not allowed`);
});
