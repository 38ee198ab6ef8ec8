// Pins the exports, and the rules that apply to all of them.
import { readdirSync, readFileSync } from "node:fs";
import { NextRequest, NextResponse } from "next/server.js";
import { expect, test } from "vitest";
import * as adapter from "../src/index.ts";

const { corsProxy, corsRoute, withCors } = adapter;
const SOURCE = new URL("../src/", import.meta.url);
const files = readdirSync(SOURCE);
const read = (file: string): string => readFileSync(new URL(file, SOURCE), "utf8");

test("the list of exports is exact", () => {
  expect(Object.keys(adapter).sort()).toEqual([
    "CorsConfigError",
    "corsProxy",
    "corsRoute",
    "definePolicy",
    "explain",
    "parseOrigins",
    "withCors",
  ]);
});

test("the index contains only re-exports", () => {
  const rest = read("index.ts").replace(/export (?:type )?\{[^}]*\} from "[^"]+";/g, "");
  expect(rest.trim()).toBe("");
});

test("only core and types are imported, because the modules of Next.js resolve only in its bundler", () => {
  expect(files.length).toBeGreaterThan(4);
  for (const file of files) {
    const code = read(file).replace(/\/\*[\s\S]*?\*\//g, "");
    const imports = code.replace(/^import type [^;]*;/gm, "");
    const specifiers = [...imports.matchAll(/\bfrom\s+"([^"]+)"/g)].map(([, specifier]) => specifier);
    expect(
      specifiers.filter((specifier) => !/^(?:@fetch-cors\/core(?:\/adapter)?|\.\/[\w-]+\.ts)$/.test(specifier ?? "")),
      file,
    ).toEqual([]);
    expect(code).not.toMatch(/\brequire\b|\bimport\s*\(/);
  }
});

test("no source file names a CORS header", () => {
  for (const file of files) {
    expect(read(file).replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, ""), file).not.toMatch(/access-control|vary/i);
  }
});

test("a proxy lets Next.js continue with the equivalent of NextResponse.next()", async () => {
  const headersOf = ({ headers }: Response): readonly string[][] =>
    [...headers].filter(([name]) => !/^(?:access-control-.*|vary)$/.test(name));
  const next = NextResponse.next();
  const ours = await corsProxy({ origin: "https://app.example.com" })(new NextRequest("https://api.example.com/"));
  expect([ours.status, ours.body, headersOf(ours)]).toEqual([next.status, next.body, headersOf(next)]);
  expect(headersOf(ours)).toHaveLength(1);
});

const handler = (_request: Request): Response => new Response();

test.each([
  ["withCors", () => withCors(handler, undefined as never)],
  ["corsRoute", () => corsRoute({ GET: handler }, undefined as never)],
  ["corsProxy", () => corsProxy(undefined as never)],
  ["corsProxy without arguments", () => (corsProxy as () => unknown)()],
  ["withCors with an empty origin", () => withCors(handler, { origin: "" } as never)],
  ["corsRoute with a trailing slash", () => corsRoute({ GET: handler }, { origin: "https://a.example/" } as never)],
])("%s throws at once for an invalid policy", (_name, call) => {
  expect(call).toThrow(adapter.CorsConfigError);
});

test("the policy is public without a policy argument", async () => {
  const request = new Request("https://api.example.com/");
  const route = corsRoute({ GET: handler });
  const answers = [withCors(handler)(request), route.GET(request), route.OPTIONS(request)];
  for (const answer of answers) {
    expect((await answer).headers.get("Access-Control-Allow-Origin")).toBe("*");
  }
});

const dynamic = "force-static";

test.each([
  ["a module with another export", { GET: handler, dynamic }, '"dynamic" is not a function; write corsRoute('],
  ["a handler that is undefined", { GET: undefined }, '"GET" is not a function'],
  ["a method in lower case", { get: handler }, '"get" is not in upper case, so write GET'],
])("corsRoute rejects %s", (_kind, handlers, message) => {
  expect(() => corsRoute(handlers as never)).toThrow(message);
  expect(() => corsRoute(handlers as never)).not.toThrow("DYNAMIC");
});

test("the hooks receive the arguments of the handler", async () => {
  const request = new Request("https://api.example.com/", { headers: { Origin: "https://app.example.com" } });
  const context = { params: Promise.resolve({ id: "7" }) };
  const seen: unknown[] = [];
  const failing = withCors(
    (_request: Request, _context: typeof context): Response => {
      throw new Error("failed");
    },
    { origin: "https://app.example.com" },
    {
      onDecision: (decision, ...args) => seen.push(decision.kind, ...args),
      onError: (error, ...args) => {
        seen.push(error, ...args);
        return new Response(null, { status: 503 });
      },
    },
  );
  expect((await failing(request, context)).status).toBe(503);
  expect(seen).toEqual(["actual", request, context, new Error("failed"), request, context]);
});

test.each([undefined, null, "NEXT_REDIRECT", { digest: "NEXT_REDIRECT;replace;/;200;" }, { digest: 7 }])(
  "a thrown %j is an error, not a navigation",
  async (thrown) => {
    const failing = withCors(
      () => {
        throw thrown;
      },
      { origin: "*" },
      { onError: () => new Response(null, { status: 503 }) },
    );
    const request = new Request("https://api.example.com/", { headers: { Origin: "https://app.example.com" } });
    expect((await failing(request)).status).toBe(503);
  },
);
