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
  [{}, {}, "Not a CORS request: it has no Origin header, so there is nothing to decide"],
  [{ Origin: ORIGIN }, {}, "CORS request allowed"],
  [preflight("PUT"), {}, "CORS-preflight request allowed"],
  [
    { Origin: "https://www.example.com" },
    {},
    'CORS request denied: the origin "https://www.example.com" is not allowed; if its pages may read the responses, let "origin" allow it',
  ],
  [
    { ...preflight("PUT"), Origin: "null" },
    {},
    'CORS-preflight request denied: the origin "null" is never allowed, as anybody can send it; serve the page from an origin of its own',
  ],
  [
    preflight("PURGE"),
    {},
    'CORS-preflight request denied: the method "PURGE" is not allowed; if pages may use it, add it to "methods"',
  ],
  [
    preflight("patch"),
    {},
    'CORS-preflight request denied: the method "patch" is not allowed, and browsers do not upper-case it; write "PATCH" in the page',
  ],
  [
    preflight("PUT", "x-api-key"),
    { allowedHeaders: [] },
    'CORS-preflight request denied: the request header "x-api-key" is not allowed; if pages may set it, add it to "allowedHeaders"',
  ],
  [
    preflight("PUT", "authorization"),
    { allowedHeaders: "*" },
    'CORS-preflight request denied: the request header "authorization" is not allowed; if pages may set it, add it to "allowedHeaders", where "*" does not cover it',
  ],
  [
    preflight("PUT", "trace"),
    { allowedHeaders: [] },
    'CORS-preflight request denied: the request header "trace" is not allowed; if pages may set it, add it to "allowedHeaders"',
  ],
  [
    preflight("PUT", "cookie"),
    { allowedHeaders: [] },
    'CORS-preflight request denied: no browser asks for the request header "cookie"; look for what else sent the request',
  ],
  [
    preflight("delete"),
    { methods: [] },
    'CORS-preflight request denied: no browser asks for the method "delete"; look for what else sent the request',
  ],
  [
    preflight("TRACE"),
    {},
    'CORS-preflight request denied: no browser asks for the method "TRACE"; look for what else sent the request',
  ],
  [
    preflight("PUT", "a b"),
    {},
    'CORS-preflight request denied: no browser asks for the request header "a b"; look for what else sent the request',
  ],
])("%j under %j", async (headers, options, sentence) => {
  expect(await explained(headers, options)).toBe(sentence);
});

test("shows no more than 200 characters of what a stranger wrote", async () => {
  expect(await explained({ Origin: "x".repeat(1_000_000) })).toContain(`"${"x".repeat(200)}" is not allowed`);
});
